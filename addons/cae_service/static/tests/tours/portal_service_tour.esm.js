import {registry} from "@web/core/registry";

// The representative of a member searches the catalogue without accents, opens a
// service, asks for it and finds its request in the list. Labels are not used: the
// tours run in any language.
registry.category("web_tour.tours").add("cae_portal_service_tour", {
    url: "/my",
    steps: () => [
        {
            content: "Open the services",
            trigger: "a[href$='/my/services']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Type a word of the field, without its accent",
            trigger: ".o_cae_catalogue input[name='search']",
            run: "edit regisseurs",
        },
        {
            content: "Search",
            trigger: ".o_cae_catalogue_search button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "One service is found: open it",
            trigger:
                ".o_cae_catalogue:not(:has(.col + .col .o_cae_service_card)) .o_cae_service_card a:contains('Accounts of a theatre')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Its price is given for members",
            trigger: ".o_cae_service .o_cae_price:contains('42')",
        },
        {
            content: "Ask for it",
            trigger: ".o_cae_service .o_cae_ask",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Its field is ticked",
            trigger: ".o_cae_request_new input[name='expertise_ids']:checked",
        },
        {
            content: "Say what is needed",
            trigger: ".o_cae_request_new textarea[name='need']",
            run: "edit Our bookkeeper retires",
        },
        {
            content: "Send",
            trigger: ".o_cae_request_new button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is sent and may still be given up",
            trigger: ".o_cae_request:has(.alert-success) form[action$='/cancel']",
        },
        {
            content: "Go to the list",
            trigger: ".o_portal_submenu a[href$='/my/requests']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The request stands in the list",
            trigger: ".o_cae_request_row:contains('Our bookkeeper retires')",
        },
    ],
});
