# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def migrate(cr, version):
    """Legal reasons of VAT exemptions serve shared costs too: they come down here."""
    cr.execute(
        """UPDATE ir_model_data SET module = 'cae_mutualisation'
            WHERE module = 'cae_service'
              AND name LIKE ANY (ARRAY['vat\\_reason\\_%',
                                       'cae\\_vat\\_exemption\\_reason\\_view\\_%',
                                       'cae\\_vat\\_exemption\\_reason\\_action',
                                       'cae\\_vat\\_exemption\\_reason\\_rule\\_%',
                                       'access\\_cae\\_vat\\_exemption\\_reason\\_%'])"""
    )
