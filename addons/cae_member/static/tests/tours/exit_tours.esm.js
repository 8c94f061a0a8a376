import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const STATE = (state) =>
    `.o_statusbar_status button.o_arrow_button_current[data-value='${state}']`;

// The coach opens the file of somebody who leaves. Labels are not used: the tours run
// in any language.
registry.category("web_tour.tours").add("cae_exit_open_tour", {
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
            content: "Open the exits",
            trigger: "[data-menu-xmlid='cae_member.cae_exit_menu']",
            run: "click",
        },
        {
            content: "Open a file",
            trigger: ".o-kanban-button-new",
            run: "click",
        },
        {
            content: "Who leaves",
            trigger: ".o_field_widget[name='partner_id'] input",
            run: "edit Sarah Hubert",
        },
        {
            content: "Choose her",
            trigger: ".o-autocomplete--dropdown-item:contains('Sarah Hubert') a",
            run: "click",
        },
        {
            content: "Her activity is there",
            trigger:
                ".o_field_widget[name='held_activity_ids'] .o_tag:contains('Maroquinerie')",
        },
        {
            content: "Why",
            trigger: ".o_field_widget[name='reason_id'] input",
            run: "click",
        },
        {
            content: "The first reason: an own business",
            // Not while they are being read.
            trigger:
                ".o-autocomplete--dropdown-menu:has(.o-autocomplete--dropdown-item:nth-child(4)) .o-autocomplete--dropdown-item:first a",
            run: "click",
        },
        {
            content: "Start",
            trigger: "button[name='action_start']",
            run: "click",
        },
        {
            content: "Confirm",
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "The file is in progress, with its steps",
            trigger: STATE("progress"),
        },
        {
            content: "The interview, which no record proves, is ticked",
            trigger: ".o_field_widget[name='task_ids'] button[name='action_tick']:first",
            run: "click",
        },
        {
            content: "It is done",
            trigger: ".o_field_widget[name='task_ids'] .o_data_row:first .text-bg-success",
        },
    ],
});

// Everything is settled: the coach finishes the file.
registry.category("web_tour.tours").add("cae_exit_done_tour", {
    steps: () => [
        {
            content: "Finish",
            trigger: "button[name='action_done']",
            run: "click",
        },
        {
            content: "The file is done",
            trigger: STATE("done"),
        },
    ],
});

// The person looks for the own data on the portal.
registry.category("web_tour.tours").add("cae_my_data_tour", {
    steps: () => [
        {
            content: "Open my data",
            trigger: ".o_portal_my_home a[href*='/my/data']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The download is offered",
            trigger: ".o_cae_data button.o_cae_data_download",
        },
    ],
});
