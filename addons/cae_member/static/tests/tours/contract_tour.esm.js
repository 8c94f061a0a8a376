import {registry} from "@web/core/registry";

const OPEN_WIZARD = [
    {
        content: "Open the contracts of the person",
        trigger: ".o_form_view .nav-link[name='cae_contract']",
        run: "click",
    },
    {
        content: "Renew",
        trigger: ".o_cae_new_term",
        run: "click",
    },
    {
        content: "The terms that count are told beforehand",
        trigger: ".modal .o_field_widget[name='limits']:contains('01/01/2026')",
    },
    {
        content: "Confirm what is proposed",
        trigger: ".modal button[name='action_apply']",
        run: "click",
    },
];

// A CAPE is renewed a second time, and refused the third. No label is used: the tour
// runs in any language.
registry.category("web_tour.tours").add("cae_contract_tour", {
    steps: () => [
        ...OPEN_WIZARD,
        {
            content: "The second renewal is there: the third version of the person",
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name='versions_count']:contains('3')",
        },
        ...OPEN_WIZARD,
        {
            content: "The third one is refused, with its dates",
            trigger: ".o_error_dialog:contains('01/07/2027'):contains('01/01/2026')",
        },
    ],
});
