import {registry} from "@web/core/registry";

const STATE = (state) =>
    `.o_statusbar_status button.o_arrow_button_current[data-value='${state}']`;
const LINES = ".o_field_widget[name='line_ids']";
const PROPOSED = `${LINES} .o_data_row`;

// Someone of the centre writes down a need, splits it with the fields suggested,
// routes it, looks at the ranking and asks somebody else than the first. Labels are
// not used: the tours run in any language.
registry.category("web_tour.tours").add("cae_service_request_tour", {
    steps: () => [
        {
            content: "A new request",
            trigger: ".o-kanban-button-new",
            run: "click",
        },
        {
            content: "Who asks",
            trigger: ".o_field_widget[name='partner_id'] input",
            run: "edit Tour Auxiliary",
        },
        {
            content: "Choose the organisation",
            trigger: ".o-autocomplete--dropdown-item:contains('Tour Auxiliary')",
            run: "click",
        },
        {
            content: "It may be served: it came through a network",
            trigger: ".alert-success:contains('Tour Network')",
        },
        {
            content: "What it says",
            trigger: ".o_field_widget[name='need'] textarea",
            run: "edit We need a barrister",
        },
        {
            content: "Suggest the fields",
            trigger: "button[name='action_open_suggest']",
            run: "click",
        },
        {
            content: "The word of the need has found a field",
            trigger:
                ".modal .o_data_row:contains('Tour Law') td[name='selected'] input:checked",
        },
        {
            content: "Accounting goes with it",
            trigger:
                ".modal .o_data_row:contains('Tour Accounting') td[name='selected'] .o-checkbox",
            run: "click",
        },
        {
            content: "So does organisation",
            trigger:
                ".modal .o_data_row:contains('Tour Organisation') td[name='selected'] .o-checkbox",
            run: "click",
        },
        {
            content: "Both are ticked",
            trigger: ".modal:has(td[name='selected'] input:checked:count(3))",
        },
        {
            content: "Add them",
            trigger: ".modal button[name='action_add']",
            run: "click",
        },
        {
            content: "Three lines",
            trigger: `${LINES}:has(.o_data_row:count(3))`,
        },
        {
            content: "Take the request on",
            trigger: "button[name='action_qualify']",
            run: "click",
        },
        {
            content: "It is under way",
            trigger: STATE("qualified"),
        },
        {
            content: "Route the lines",
            trigger: ".o_statusbar_buttons button[name='action_route']",
            run: "click",
        },
        {
            content: "Each is proposed to the best",
            trigger: `${PROPOSED}:contains('Tour Law'):contains('Tour Best Lawyer')`,
        },
        {
            content: "Look at the ranking of the first line",
            trigger: `${PROPOSED}:contains('Tour Law') .o_list_record_open_form_view button`,
            run: "click",
        },
        {
            content: "The second of the ranking is asked instead",
            trigger:
                ".o_field_widget[name='candidate_ids'] .o_data_row:contains('Tour Portia') button[name='action_propose']",
            run: "click",
        },
        {
            content: "The first could be asked again, the second was",
            trigger:
                ".o_field_widget[name='candidate_ids']:has(.o_data_row:contains('Tour Best Lawyer') button[name='action_propose']):not(:has(.o_data_row:contains('Tour Portia') button[name='action_propose']))",
        },
    ],
});

// A professional sees what is proposed to them and nothing else, and accepts.
registry.category("web_tour.tours").add("cae_service_accept_tour", {
    steps: () => [
        {
            content: "Open what is proposed",
            trigger: ".o_kanban_record:contains('Tour Auxiliary')",
            run: "click",
        },
        {
            content: "The need is told in the member's words; the ranking is not shown",
            trigger:
                ".o_form_view:contains('We need a barrister'):not(:has(.o_field_widget[name='candidate_ids']))",
        },
        {
            content: "Accept",
            trigger: ".o_statusbar_buttons button[name='action_accept']",
            run: "click",
        },
        {
            content: "It is accepted",
            trigger: STATE("accepted"),
        },
    ],
});
