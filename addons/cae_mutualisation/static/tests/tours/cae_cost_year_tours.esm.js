import {formatDate} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";

const {DateTime} = luxon;
const tours = registry.category("web_tour.tours");
const STATE = (state) =>
    `.o_statusbar_status button.o_arrow_button_current[data-value='${state}']`;
const FIELD = (name) => `.o_field_widget[name='${name}']`;
const HEADER = (name) => `.o_statusbar_buttons button[name='${name}']`;
const OPEN_WIZARD = ".o_control_panel button[display='always']";
// The list of an action, not the one in a form.
const LINES = ".o_list_view:has(.o_switch_view.o_pivot)";
const MEMBERS = FIELD("statement_ids");

// A year of shared costs, each tour by another person. Labels are not used: the tours
// run in any language.

// The manager prepares the budgets of next year, changes one, and writes down the vote.
tours.add("cae_cost_budget_tour", {
    steps: () => [
        {
            content: "Prepare a year",
            trigger: OPEN_WIZARD,
            run: "click",
        },
        {
            content: "From what was voted for this year",
            trigger: `.modal ${FIELD("source")} input[data-value='budget']`,
            run: "click",
        },
        {
            content: "All costs 2 % more",
            trigger: `.modal ${FIELD("percent")} input`,
            run: "edit 2",
        },
        {
            content: "What is voted is over: nothing is missing",
            trigger: ".modal:not(:has(.alert-warning))",
        },
        {
            content: "Make the drafts",
            trigger: ".modal button[name='action_prepare']",
            run: "click",
        },
        {
            content: "Four drafts: open that of human resources",
            trigger:
                ".o_list_view:not(:has(.o_group_header)):not(:has(.o_data_row:eq(4))) .o_data_row:contains('Ressources humaines') td[name='pool_id']",
            run: "click",
        },
        {
            content: "It is 2 % more than this year's",
            trigger: `${FIELD("cost")} input:value(/72.256.80/)`,
            run: "edit 73200 && press Tab",
        },
        {
            content: "Less what grants and others pay",
            trigger: `${FIELD("amount")}:contains(/70.800.00/)`,
        },
        {
            content: "Back to the drafts",
            trigger: ".o_back_button",
            run: "click",
        },
        {
            content: "The change is kept: choose all of them",
            trigger:
                ".o_list_view:has(.o_data_row:contains(/70.800.00/)) thead .o_list_record_selector input",
            run: "click",
        },
        {
            content: "The members vote",
            trigger: "button[name='action_open_vote']",
            run: "click",
        },
        {
            content: "By which decision",
            trigger: `.modal ${FIELD("decision")} input`,
            run: "edit Assemblée générale, résolution 4",
        },
        {
            content: "The day can be changed",
            trigger: `.modal ${FIELD("voted_on")} button`,
            run: "click",
        },
        {
            content: "It was yesterday",
            trigger: `.modal ${FIELD("voted_on")} input`,
            run: ({edit}) => edit(formatDate(DateTime.now().minus({days: 1}))),
        },
        {
            content: "Write it down",
            trigger: ".modal button[name='action_confirm']",
            run: "click",
        },
        {
            content: "All four are voted",
            trigger:
                "body:not(:has(.modal)) .o_list_view .o_data_row:eq(3) .text-bg-success",
        },
    ],
});

// The accountant plans the provisions of next year, and calls those of its first quarter.
tours.add("cae_cost_call_tour", {
    steps: () => [
        {
            content: "Plan a year",
            trigger: OPEN_WIZARD,
            run: "click",
        },
        {
            content: "Another year",
            trigger: `.modal ${FIELD("date")} button`,
            run: "click",
        },
        {
            content: "Next year",
            trigger: `.modal ${FIELD("date")} input`,
            run: ({edit}) => edit(formatDate(DateTime.now().plus({years: 1}))),
        },
        {
            content: "Quarter by quarter",
            trigger: `.modal ${FIELD("period")} input[data-value='3']`,
            run: "click",
        },
        {
            content: "A quarter of what was voted",
            trigger: `.modal ${FIELD("preview")}:contains(/66.612.80/)`,
        },
        {
            content: "Plan",
            trigger: ".modal button[name='action_plan']",
            run: "click",
        },
        {
            content: "Four drafts: the first quarter is the last one",
            trigger:
                ".o_list_view:has(.o_data_row:eq(3)):not(:has(.o_data_row:eq(4))):not(:has(.text-bg-success)) .o_data_row:last td[name='name']",
            run: "click",
        },
        {
            content: "Compute",
            trigger: HEADER("action_compute"),
            run: "click",
        },
        {
            content: "It is computed",
            trigger: STATE("computed"),
        },
        {
            content: "Look at the members",
            trigger: "button[name='action_view_lines'] .o_stat_value:contains('4')",
            run: "click",
        },
        {
            content: "AGIIE's part of human resources",
            trigger:
                `${LINES} .o_data_row:contains('AGIIE'):contains('Ressources humaines') td[name='amount']:contains(/^8.850.00/)`,
            run: "click",
        },
        {
            content: "The arithmetic is there",
            trigger: `.o_form_view ${FIELD("explanation")}:contains(/17.700.00/):contains(/8.850.00/)`,
        },
        {
            content: "Back to the members",
            trigger: ".o_form_view .o_breadcrumb .o_back_button",
            run: "click",
        },
        {
            content: "Back to the call",
            trigger: `${LINES} .o_breadcrumb .o_back_button`,
            run: "click",
        },
        {
            content: "Call",
            trigger: HEADER("action_call"),
            run: "click",
        },
        {
            content: "Yes",
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "An invoice for each member",
            trigger: "button[name='action_view_moves'] .o_stat_value:contains('4')",
        },
        {
            content: "It is called",
            trigger: STATE("called"),
        },
    ],
});

// A late bill came in: the accountant invoices the difference, and closes the year.
tours.add("cae_cost_settlement_tour", {
    steps: () => [
        {
            content: "Everything was invoiced",
            trigger: STATE("invoiced"),
        },
        {
            content: "Compute it again",
            trigger: HEADER("action_compute"),
            run: "click",
        },
        {
            content: "Only the late bill is new",
            trigger: `.o_form_view .alert-warning ${FIELD("delta")}:contains(/1.768.00/)`,
        },
        {
            content: "Who owes what of it",
            trigger: ".o_notebook_headers a[name='statements']",
            run: "click",
        },
        ...[
            ["AGIIE", "896"],
            ["Proxim", "480"],
            ["Vital Services", "312"],
            ["Vital Services Mobilité", "80"],
        ].map(([member, amount]) => ({
            content: `${amount} for ${member}`,
            trigger: `${MEMBERS} .o_data_row:contains('${member}') td[name='delta']:contains(/^${amount}.00/)`,
        })),
        {
            content: "Invoice the differences",
            trigger: HEADER("action_invoice"),
            run: "click",
        },
        {
            content: "Yes",
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "Four more invoices",
            trigger: "button[name='action_view_moves'] .o_stat_value:contains('8')",
        },
        {
            content: "Nothing is left: close",
            trigger: HEADER("action_close"),
            run: "click",
        },
        {
            content: "Yes",
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "It is closed",
            trigger: STATE("closed"),
        },
        {
            content: "Nothing can be computed any more",
            trigger: ".o_statusbar_buttons:not(:has(button[name='action_compute']))",
        },
    ],
});
