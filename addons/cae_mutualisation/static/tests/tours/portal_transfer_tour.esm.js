import {registry} from "@web/core/registry";

// An entrepreneur accepts what another activity asks for, then says that the last
// statement is read.
registry.category("web_tour.tours").add("cae_portal_transfer_tour", {
    url: "/my/activities",
    steps: () => [
        {
            content: "Something waits for an answer",
            trigger: ".o_cae_transfers a[href$='/my/transfers'] strong",
        },
        {
            content: "Open the transfer",
            trigger: ".o_cae_transfers a[href*='/my/transfer/']:first",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Accept it",
            trigger: "form[action$='/answer'] button[value='accept']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is accepted",
            trigger: ".badge.text-bg-success",
        },
        {
            content: "Back to the activities",
            trigger: ".breadcrumb a[href$='/my/activities']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Open the last statement",
            trigger: ".o_cae_statement_link:first a.o_cae_month",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Say that it is read",
            trigger: "form[action$='/acknowledge'] button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The page says so",
            trigger: ".o_cae_acknowledge.o_cae_done .fa-check",
        },
    ],
});
