import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const STATE = (state) =>
    `.o_statusbar_status button.o_arrow_button_current[data-value='${state}']`;

// The support team takes the application of a stranger. Labels are not used: the
// tours run in any language.
registry.category("web_tour.tours").add("cae_examine_tour", {
    url: "/odoo",
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            content: "Open the cooperative",
            trigger: ".o_app[data-menu-xmlid='cae_member.menu_root']",
            run: "click",
        },
        {
            content: "Open the members",
            trigger: ".o_menu_sections [data-menu-xmlid='cae_member.menu_members']",
            run: "click",
        },
        {
            content: "Open the applications received online",
            trigger: "[data-menu-xmlid='cae_member.cae_membership_application_menu']",
            run: "click",
        },
        {
            content: "Open the one of the visitor",
            trigger:
                ".o_kanban_record:contains('Ninon Leclerc'), .o_data_row:contains('Ninon Leclerc') td[name='name']",
            run: "click",
        },
        {
            content: "Nobody has this e-mail: create the contact",
            trigger: "button[name='action_create_contact']",
            run: "click",
        },
        {
            content: "Examine the membership that was opened",
            trigger: "button[name='action_examine']",
            run: "click",
        },
        {
            content: "The visitor is a candidate",
            trigger: STATE("candidate"),
        },
    ],
});

// The manager admits the candidate, who subscribes shares at once.
registry.category("web_tour.tours").add("cae_admit_tour", {
    steps: () => [
        {
            content: "Admit the candidate",
            trigger: "button[name='action_open_admit']",
            run: "click",
        },
        {
            content: "Say who decided",
            trigger: ".modal .o_field_widget[name='decision'] input",
            run: "edit Gérance du jour",
        },
        {
            content: "Give access to the portal",
            trigger: ".modal .o_field_widget[name='grant_portal'] input",
            run: "click",
        },
        {
            content: "Confirm",
            trigger: ".modal button[name='action_admit']",
            run: "click",
        },
        {
            content: "The candidate is a member",
            trigger: STATE("member"),
        },
        {
            content: "Look at the capital",
            trigger: ".o_notebook .nav-link[name='capital']",
            run: "click",
        },
        {
            content: "Subscribe shares",
            trigger: ".o_notebook .tab-pane.active button.btn-secondary:first",
            run: "click",
        },
        {
            content: "Five of them",
            trigger: ".modal .o_field_widget[name='quantity'] input",
            run: "edit 5",
        },
        {
            content: "Confirm",
            trigger: ".modal button[name='action_confirm']",
            run: "click",
        },
        {
            content: "The register has a new row",
            trigger: ".o_list_view .o_data_row:contains('Ninon Leclerc')",
        },
    ],
});

// The accountant registers the payment of the capital call.
registry.category("web_tour.tours").add("cae_pay_capital_tour", {
    steps: () => [
        {
            content: "Register the payment",
            trigger: "button[name='action_register_payment']",
            run: "click",
        },
        {
            content: "The whole is proposed",
            trigger: ".modal .o_field_widget[name='amount'] input:value('100')",
        },
        {
            content: "Confirm",
            trigger: ".modal button[name='action_create_payments']",
            run: "click",
        },
        {
            content: "The call is paid",
            trigger: ".o_form_view .ribbon .text-bg-success",
        },
    ],
});

// The new member reads the membership on the portal.
registry.category("web_tour.tours").add("cae_portal_member_tour", {
    url: "/my",
    steps: () => [
        {
            content: "Open my membership",
            trigger: "a[href$='/my/membership']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It has a number",
            trigger: "main:contains('Artefacts')",
        },
    ],
});
