import {registry} from "@web/core/registry";

const WORK = "cae_mutualisation.menu_cost";
const CONFIGURATION = "cae_member.menu_configuration";
// Menus of what an accountant opens, and their actions.
const SCREENS = [
    [WORK, "menu_cost_call", "cae_cost_call_action"],
    [WORK, "menu_cost_call_line", "cae_cost_call_line_action"],
    [WORK, "cae_cost_settlement_menu", "cae_cost_settlement_action"],
    [WORK, "cae_cost_statement_menu", "cae_cost_statement_action"],
    [WORK, "cae_cost_settlement_line_menu", "cae_cost_settlement_line_action"],
    [WORK, "cae_cost_agreement_menu", "cae_cost_agreement_action"],
    [WORK, "cae_cost_agreement_line_menu", "cae_cost_agreement_line_action"],
    [WORK, "cae_cost_budget_menu", "cae_cost_budget_action"],
    [WORK, "cae_grant_menu", "cae_grant_action"],
    [WORK, "cae_grant_report_menu", "cae_grant_report_action"],
    [WORK, "cae_cost_key_value_menu", "cae_cost_key_value_action"],
    [WORK, "cae_cost_simulation_menu", "cae_cost_simulation_action"],
    [CONFIGURATION, "cae_cost_pool_menu", "cae_cost_pool_action"],
    [CONFIGURATION, "cae_cost_key_menu", "cae_cost_key_action"],
    [CONFIGURATION, "cae_cost_staff_menu", "cae_cost_staff_action"],
    [CONFIGURATION, "cae_cost_clause_menu", "cae_cost_clause_action"],
    [
        CONFIGURATION,
        "cae_cost_vat_exemption_reason_menu",
        "cae_vat_exemption_reason_action",
    ],
];
const WIZARDS = ["menu_cost_call_plan", "cae_cost_report_menu"];

const wait = (delay) => new Promise((resolve) => setTimeout(resolve, delay));

async function until(found, what) {
    for (let tries = 0; tries < 200; tries++) {
        if (document.querySelector(".o_error_dialog")) {
            throw new Error(`Error dialog: ${what}`);
        }
        if (found()) {
            return;
        }
        await wait(50);
    }
    throw new Error(`Not shown: ${what}`);
}

// Each of its views, the one that the menu shows first.
async function openViews(xmlid) {
    const service = odoo.__WOWL_DEBUG__.root.env.services.action;
    const getAction = () => service.currentController?.action;
    await until(() => getAction()?.xml_id === `cae_mutualisation.${xmlid}`, xmlid);
    for (const [, kind] of getAction().views) {
        if (!["form", "search"].includes(kind)) {
            await service.switchView(kind);
            const shown = `.o_action_manager .o_${kind}_view .o_content > *`;
            await until(() => document.querySelector(shown), `${xmlid}, ${kind}`);
        }
    }
}

const openMenu = (root, menu) => [
    {
        content: `Menus of ${root}`,
        trigger: `body:not(:has(.modal)) .o_menu_sections [data-menu-xmlid='${root}']`,
        run: "click",
    },
    {
        content: `Open ${menu}`,
        trigger: `.o-dropdown--menu [data-menu-xmlid='cae_mutualisation.${menu}']`,
        run: "click",
    },
];

// Labels are not used: it runs in any language.
registry.category("web_tour.tours").add("cae_cost_screens_tour", {
    steps: () => [
        ...SCREENS.flatMap(([root, menu, action]) => [
            ...openMenu(root, menu),
            {
                content: `See all views of ${action}`,
                trigger: "body:not(:has(.o-dropdown--menu))",
                run: () => openViews(action),
                timeout: 30000,
            },
        ]),
        ...WIZARDS.flatMap((menu) => [
            ...openMenu(WORK, menu),
            {
                content: `The dialog of ${menu}`,
                trigger: ".modal .o_form_view footer, .modal:has(.o_form_view) footer",
            },
            {
                content: "Close it",
                trigger: ".modal .btn-close",
                run: "click",
            },
        ]),
        {
            content: "No dialog is left",
            trigger: "body:not(:has(.modal))",
        },
    ],
});
