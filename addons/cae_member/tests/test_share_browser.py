# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import HttpCase, tagged

from .common_capital import CaeCapitalCase

WAIT = """
const wait = setInterval(() => {
    document.querySelector("%s")?.click();
    if (document.querySelector(".o_error_dialog")) {
        clearInterval(wait);
        console.error("error dialog: " + document.body.innerText);
    } else if (document.querySelector("%s")) {
        clearInterval(wait);
        console.log("test successful");
    }
}, 100);
"""


@tagged("post_install", "-at_install")
class TestShareBrowser(CaeCapitalCase, HttpCase):
    """The screens of the capital open in a real browser."""

    def _open(self, path, selector, click=".nothing"):
        code = WAIT % (click, selector)
        self.browser_js(
            f"/odoo/{path}", code, login=self.user_manager.login, timeout=60
        )

    def test_screens(self):
        self._subscribe_paid(self.ann, 5, "2026-01-10")
        self.ann.action_leave("2026-03-31")
        owed = "action-cae_member.cae_share_movement_action_owed"
        self._open(owed, ".o_list_view .o_data_row")
        calendar = ".o_calendar_view .o_calendar_widget"
        self._open(owed, calendar, ".o_switch_view.o_calendar:not(.active)")
        capital = "action-cae_member.cae_share_movement_action_capital"
        self._open(capital, ".o_graph_view canvas")
        self._open(
            f"action-cae_member.cae_membership_action/{self.ann.id}",
            ".o_form_view .nav-link[name='capital']",
        )
        self._open("action-cae_member.cae_register_head_action", ".o_data_row")
        self._open("action-cae_member.cae_membership_action_late", ".o_nocontent_help")
        self._open("action-cae_member.cae_share_class_action", ".o_data_row")
        self._open("action-cae_member.cae_share_valuation_action", ".o_nocontent_help")
        self._open("action-cae_member.cae_member_entry_action", ".o_data_row")

    def test_settings(self):
        self.env.ref("base.group_system").user_ids |= self.user_manager
        self._open(
            "action-cae_member.res_config_settings_action", "#cae_capital_floor input"
        )
