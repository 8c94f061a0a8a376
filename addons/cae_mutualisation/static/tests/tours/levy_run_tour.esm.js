import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const LEVY_LINE = ".o_field_widget[name='line_ids'] .o_data_row:contains('10 % × (5')";

// The month of a cooperative: its levy computed, checked down to the invoices,
// posted, and the statements published. Labels are not used: it runs in any language.
registry.category("web_tour.tours").add("cae_levy_run_tour", {
    url: "/odoo",
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            content: "Open the cooperative",
            trigger: ".o_app[data-menu-xmlid='cae_member.menu_root']",
            run: "click",
        },
        {
            content: "Open the levies",
            trigger: ".o_menu_sections [data-menu-xmlid='cae_mutualisation.menu_levy']",
            run: "click",
        },
        {
            content: "Open the runs",
            trigger: "[data-menu-xmlid='cae_mutualisation.cae_levy_run_menu']",
            run: "click",
        },
        {
            content: "Create the run of the month after the last one",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "The month is proposed",
            trigger: ".o_form_view .o_field_widget[name='month']",
        },
        {
            content: "Compute it",
            trigger: "button[name='action_compute']",
            run: "click",
        },
        {
            content: "Look at the documents of a levy",
            trigger: `${LEVY_LINE} button[name='action_view_documents']`,
            run: "click",
        },
        {
            content: "Open one of its documents",
            trigger: ".o_list_view:has(.o_data_row:eq(1)) .o_data_row:first td[name='name']",
            run: "click",
        },
        {
            content: "It is an invoice or a bill, with its lines",
            trigger: ".o_form_view .o_field_widget[name='invoice_line_ids'] .o_data_row",
        },
        {
            content: "Back to the documents",
            trigger: ".o_back_button",
            run: "click",
        },
        {
            content: "The documents are listed",
            trigger: ".o_list_view .o_data_row",
        },
        {
            content: "Back to the run",
            trigger: ".o_back_button",
            run: "click",
        },
        {
            content: "Post it",
            trigger: "button[name='action_post']",
            run: "click",
        },
        {
            content: "Prepare the statements of the month",
            trigger: "button[name='action_prepare_statements']",
            run: "click",
        },
        {
            content: "Choose all of them",
            trigger: ".o_list_view:has(.o_data_row) thead .o_list_record_selector input",
            run: "click",
        },
        {
            content: "Publish them",
            trigger: "button[name='action_publish']",
            run: "click",
        },
        {
            content: "They are published",
            trigger: ".o_list_view .o_data_row .text-bg-success",
        },
    ],
});
