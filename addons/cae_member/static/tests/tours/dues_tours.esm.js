import {registry} from "@web/core/registry";

// The accountant looks at what each member would owe, then calls the dues. Labels are
// not used: the tours run in any language.
registry.category("web_tour.tours").add("cae_dues_call_tour", {
    steps: () => [
        {
            content: "Compute the dues",
            trigger: "button[name='action_compute'].btn-primary",
            run: "click",
        },
        {
            content: "Look at the members",
            trigger: "button[name='action_view_lines'] .o_stat_value:contains('4')",
            run: "click",
        },
        {
            content: "Each has an amount",
            trigger: ".o_list_view tbody tr.o_data_row:nth-child(4)",
        },
        {
            content: "Open the first one",
            trigger: ".o_list_view .o_data_row:first .o_list_record_open_form_view",
            run: "click",
        },
        {
            content: "The explanation is there",
            trigger: ".o_form_view .o_field_widget[name='explanation']:contains('150')",
        },
        {
            content: "Back to the list",
            trigger: ".o_action_manager:has(.o_form_view) .o_breadcrumb .o_back_button",
            run: "click",
        },
        {
            content: "Back to the campaign",
            trigger: ".o_action_manager:has(.o_list_view) .o_breadcrumb .o_back_button",
            run: "click",
        },
        {
            content: "Call the dues",
            trigger: "button[name='action_call']",
            run: "click",
        },
        {
            content: "Confirm",
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "The invoices are there",
            trigger: "button[name='action_view_moves'] .o_stat_value:contains('4')",
        },
        {
            content: "The campaign is called",
            trigger:
                ".o_statusbar_status button.o_arrow_button_current[data-value='called']",
        },
    ],
});

// The accountant registers the payment of the invoice of dues.
registry.category("web_tour.tours").add("cae_dues_pay_tour", {
    steps: () => [
        {
            content: "Register the payment",
            trigger: "button[name='action_register_payment']",
            run: "click",
        },
        {
            content: "Confirm",
            trigger: ".modal button[name='action_create_payments']",
            run: "click",
        },
        {
            content: "The invoice is paid",
            trigger: ".o_form_view .ribbon .text-bg-success",
        },
        {
            content: "From the invoice to the dues",
            trigger: "button[name='action_view_dues_line']",
            run: "click",
        },
        {
            content: "The dues are paid",
            trigger: ".o_form_view .o_field_widget[name='residual']:contains('0')",
        },
    ],
});
