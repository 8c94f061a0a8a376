import {formatDate} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const {DateTime} = luxon;
const tours = registry.category("web_tour.tours");
const STATE = (state) =>
    `.o_statusbar_status button.o_arrow_button_current[data-value='${state}']`;
const FIELD = (name) => `.o_field_widget[name='${name}']`;
const HEADER = (name) => `.o_statusbar_buttons button[name='${name}']`;
const POOLS = FIELD("pool_ids");
const LINES = FIELD("line_ids");

// Labels are not used: the tours run in any language.

// A member leaves a pool at the end of the year: its agreement is amended and sent.
tours.add("cae_cost_amend_tour", {
    steps: () => [
        {
            content: "Amend",
            trigger: HEADER("action_amend"),
            run: "click",
        },
        {
            content: "A draft says what it replaces",
            trigger: `.o_form_view .alert-info ${FIELD("previous_id")}`,
        },
        {
            content: "From which day on",
            trigger: `${FIELD("date_start")} button`,
            run: "click",
        },
        {
            content: "The first of next year",
            trigger: `${FIELD("date_start")} input`,
            run: ({edit}) =>
                edit(formatDate(DateTime.now().plus({years: 1}).startOf("year"))),
        },
        {
            content: "Without the secretariat",
            trigger: `${LINES} .o_data_row:contains('Secrétariat') .o_list_record_remove button`,
            run: "click",
        },
        {
            content: "It is gone",
            trigger: `${LINES}:not(:has(.o_data_row:contains('Secrétariat')))`,
        },
        {
            content: "Send it to be signed",
            trigger: HEADER("action_send"),
            run: "click",
        },
        {
            content: "It can't change any more",
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "It waits for the member",
            trigger: STATE("sent"),
        },
    ],
});

// Before the members vote: what if human resources were shared in equal parts?
tours.add("cae_cost_simulation_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            content: "Open the grouping",
            trigger: ".o_app[data-menu-xmlid='cae_member.menu_root']",
            run: "click",
        },
        {
            content: "Open shared costs",
            trigger: ".o_menu_sections [data-menu-xmlid='cae_mutualisation.menu_cost']",
            run: "click",
        },
        {
            content: "Open the simulations",
            trigger: "[data-menu-xmlid='cae_mutualisation.cae_cost_simulation_menu']",
            run: "click",
        },
        {
            content: "A new one",
            trigger:
                ".o_list_view:has(.o_column_sortable[data-name='net_after']) .o_list_button_add",
            run: "click",
        },
        {
            content: "Its name",
            trigger: `.o_form_view ${FIELD("name")} input`,
            run: "edit RH en parts égales",
        },
        {
            content: "Change pools",
            trigger: ".o_form_view .o_notebook_headers a[name='pools']",
            run: "click",
        },
        {
            content: "Another key for human resources",
            trigger: `${POOLS} .o_data_row:contains('Ressources humaines') td[name='new_key_id']`,
            run: "click",
        },
        {
            content: "Equal parts",
            trigger: `${POOLS} .o_selected_row ${FIELD("new_key_id")} input`,
            run: "edit Parts égales",
        },
        {
            content: "Choose it",
            trigger: ".o-autocomplete--dropdown-item:contains(/^Parts égales/) a",
            run: "click",
        },
        {
            content: "It is said in words",
            trigger: `${FIELD("changes")}:contains('Ressources humaines'):contains('Parts égales')`,
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
            content: "Who pays more and who less",
            trigger: ".o_notebook_headers a[name='result']",
            run: "click",
        },
        {
            content: "A bar for each member",
            trigger: `${FIELD("chart")} svg`,
        },
        {
            content: "AGIIE pays less",
            trigger: `${FIELD("member_table")} tr:contains('AGIIE'):contains(/17.110.00/)`,
        },
        {
            content: "The smallest pays more",
            trigger: `${FIELD("member_table")} tr:contains('Vital Services Mobilité'):contains(/13.630.00/)`,
        },
    ],
});
