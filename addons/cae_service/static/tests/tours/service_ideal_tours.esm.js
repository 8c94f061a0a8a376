import {formatDate} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";

const {DateTime} = luxon;
const tours = registry.category("web_tour.tours");
const STATE = (state) =>
    `.o_statusbar_status button.o_arrow_button_current[data-value='${state}']`;
const FIELD = (name) => `.o_field_widget[name='${name}']`;
const LINES = FIELD("line_ids");

// From a request to an invoice, each tour by another person. Labels are not used: the
// tours run in any language.

// Someone of the centre splits what the member asked and asks the only professional.
tours.add("cae_ideal_split_tour", {
    steps: () => [
        {
            content: "The member's words are there",
            trigger: `${FIELD("need")} textarea:value(Our bookkeeper retires)`,
        },
        {
            content: "It is a member",
            trigger: ".o_form_view .alert-success",
        },
        {
            content: "Split: a line",
            trigger: `${LINES} .o_field_x2many_list_row_add a`,
            run: "click",
        },
        {
            content: "For which field",
            trigger: `${LINES} .o_selected_row ${FIELD("expertise_id")} input`,
            run: "edit Bookkeeping for stages",
        },
        {
            content: "Choose it",
            trigger: ".o-autocomplete--dropdown-item:contains('Bookkeeping for stages')",
            run: "click",
        },
        {
            content: "What has to be done",
            trigger: `${LINES} .o_selected_row ${FIELD("name")} input`,
            run: "edit Keep the books of the season",
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
            content: "Route",
            trigger: ".o_statusbar_buttons button[name='action_route']",
            run: "click",
        },
        {
            content: "Proposed to who has the field",
            trigger: `${LINES} .o_data_row:contains('Keep the books'):contains('Thierry Boulanger')`,
        },
    ],
});

// The professional accepts, goes there, and writes what is needed and will be done.
tours.add("cae_ideal_assess_tour", {
    steps: () => [
        {
            content: "Open what is proposed",
            trigger: ".o_kanban_record:contains('Keep the books of the season')",
            run: "click",
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
        {
            content: "Assess the need",
            trigger: ".o_notebook_headers a[name='assessment']",
            run: "click",
        },
        {
            content: "With which service",
            trigger: `${FIELD("service_id")} input`,
            run: "edit Accounts of a theatre",
        },
        {
            content: "Choose it",
            trigger: ".o-autocomplete--dropdown-item:contains('Accounts of a theatre')",
            run: "click",
        },
        {
            content: "The service proposes one visit: two are needed",
            trigger: `${FIELD("cae_visit_count")} input:value(1)`,
            run: "edit 2",
        },
        {
            content: "Half a day each",
            trigger: `${FIELD("cae_visit_hours")} input`,
            run: "edit 3:30",
        },
        {
            content: "What was seen",
            trigger: `${FIELD("assessment_note")} textarea`,
            run: "edit Receipts wait in a box",
        },
        {
            content: "The frequency is told in words again: nothing is under way",
            trigger: `${FIELD("frequency_label")}:contains(/3.5/)`,
        },
        {
            content: "Answer a question of the form",
            trigger: "[property-name='cae_tools'] input",
            run: "edit Ledger on paper && press Tab",
        },
        {
            content: "The need is known",
            trigger: ".o_statusbar_buttons button[name='action_assess']",
            run: "click",
        },
        {
            content: "It is assessed",
            trigger: STATE("assessed"),
        },
        {
            content: "Now the specification",
            trigger: ".o_notebook_headers a[name='specification']",
            run: "click",
        },
        {
            content: "Draft it",
            trigger: "button[name='action_draft_specification']",
            run: "click",
        },
        {
            content: "It says what was answered and seen",
            trigger: `${FIELD("specification")}:contains('Receipts wait in a box')`,
        },
    ],
});

// The centre drafts the agreement, from the first day of last month on, and sends it.
tours.add("cae_ideal_agreement_tour", {
    steps: () => [
        {
            content: "Draft an agreement",
            trigger: ".o_statusbar_buttons button[name='action_make_agreement']",
            run: "click",
        },
        {
            content: "The service is in it",
            trigger: `.modal ${LINES} .o_data_row:contains('Accounts of a theatre')`,
        },
        {
            content: "The start can be changed",
            trigger: `.modal ${FIELD("start_date")} button`,
            run: "click",
        },
        {
            content: "It runs since last month",
            trigger: `.modal ${FIELD("start_date")} input`,
            run: ({edit}) =>
                edit(formatDate(DateTime.now().minus({months: 1}).startOf("month"))),
        },
        {
            content: "Make it",
            trigger: ".modal button[name='action_make']",
            run: "click",
        },
        {
            content: "The agreement has the service and who serves it",
            trigger: `${FIELD("order_line")} .o_data_row:contains('Accounts of a theatre'):contains('Thierry Boulanger')`,
        },
        {
            content: "Look at the specification",
            trigger: ".o_notebook_headers a[name='cae_specification']",
            run: "click",
        },
        {
            content: "It was taken over",
            trigger: `${FIELD("cae_specification")}:contains('Receipts wait in a box')`,
        },
        {
            content: "Send it to be signed",
            trigger: "#quotation_send_primary",
            run: "click",
        },
        {
            content: "With the message proposed",
            trigger: ".modal button[name='action_send_mail']:enabled",
            run: "click",
        },
        {
            content: "It is sent",
            trigger: STATE("sent"),
        },
    ],
});

// The member reads the agreement and signs it.
tours.add("cae_ideal_sign_tour", {
    steps: () => [
        {
            content: "Read the agreement that waits",
            trigger: ".o_cae_agreement:contains('Accounts of a theatre') a.btn-primary",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "What will be done is in it",
            trigger: "#quote_content:contains('Receipts wait in a box')",
        },
        {
            content: "Sign it",
            trigger: ".o_portal_sale_sidebar [data-bs-target='#modalaccept']",
            run: "click",
        },
        {
            content: "The name is known",
            trigger: ".modal .o_web_sign_name_and_signature input:value(Claire Vandamme)",
        },
        {
            content: "The signature is drawn from it",
            trigger: ".modal canvas.o_web_sign_signature",
            run: "canvasNotEmpty",
        },
        {
            content: "Sign",
            trigger: ".modal .o_portal_sign_submit:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Nothing is left to sign",
            trigger: "#quote_content:not(:has([data-bs-target='#modalaccept']))",
        },
    ],
});

// The professional says what was done in a visit, and how long it took.
tours.add("cae_ideal_visit_tour", {
    steps: () => [
        {
            content: "Visits as a list",
            trigger: ".o_calendar_view",
            run: () => document.querySelector(".o_switch_view.o_list").click(),
        },
        {
            content: "The one that is late",
            trigger:
                ".o_list_view .o_data_row.text-danger:contains('Accounts of a theatre') td[name='name']",
            run: "click",
        },
        {
            content: "It took place",
            trigger: ".o_statusbar_buttons button[name='action_open_close']:eq(0)",
            run: "click",
        },
        {
            content: "Three quarters of an hour more than planned",
            trigger: `.modal ${FIELD("duration")} input:value(03:30)`,
            run: "edit 4:15",
        },
        {
            content: "What was done",
            trigger: `.modal ${FIELD("note")} textarea`,
            run: "edit The box is empty",
        },
        {
            content: "Done",
            trigger: ".modal button[name='action_apply']",
            run: "click",
        },
        {
            content: "It is done",
            trigger: STATE("done"),
        },
    ],
});

// The accountant bills the member for last month, and looks at the time behind.
tours.add("cae_ideal_bill_tour", {
    steps: () => [
        {
            content: "A new run",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "Its name",
            trigger: `${FIELD("name")} input`,
            run: "edit Tour of billing",
        },
        {
            content: "Only the theatre",
            trigger: `${FIELD("partner_ids")} input`,
            run: "edit Les Tréteaux du Ternois",
        },
        {
            content: "Choose it",
            trigger: ".o-autocomplete--dropdown-item:contains('Les Tréteaux du Ternois')",
            run: "click",
        },
        {
            content: "Compute",
            trigger: ".o_statusbar_buttons button[name='action_compute']",
            run: "click",
        },
        {
            content: "It is computed",
            trigger: STATE("computed"),
        },
        {
            content: "Look at the lines",
            trigger: "button[name='action_view_lines']",
            run: "click",
        },
        {
            content: "Open the visit's line, of four hours and a quarter",
            trigger:
                ".o_list_view .o_data_row:contains('Accounts of a theatre'):contains('04:15') td[name='service_id']",
            run: "click",
        },
        {
            content: "Look at its visits",
            trigger: "button[name='action_view_visits']",
            run: "click",
        },
        {
            content: "There is one",
            trigger:
                ".o_list_view:not(:has(.o_data_row:eq(1))) .o_data_row:contains('Thierry Boulanger')",
        },
    ],
});

// What was looked at is invoiced.
tours.add("cae_ideal_confirm_tour", {
    steps: () => [
        {
            content: "Invoice",
            trigger: ".o_statusbar_buttons button[name='action_invoice']",
            run: "click",
        },
        {
            content: "Yes",
            trigger: ".modal-footer button.btn-primary",
            run: "click",
        },
        {
            content: "It is invoiced",
            trigger: STATE("invoiced"),
        },
    ],
});

// The invoice leads to the time, and the time to the visit.
tours.add("cae_ideal_invoice_tour", {
    steps: () => [
        {
            content: "Time and visits of the invoice",
            trigger: ".o-form-buttonbox button[name='action_view_cae_time']",
            run: "click",
        },
        {
            content: "The time of the visit",
            trigger:
                ".o_list_view .o_data_row:contains('Accounts of a theatre'):contains('Thierry Boulanger')",
        },
    ],
});
