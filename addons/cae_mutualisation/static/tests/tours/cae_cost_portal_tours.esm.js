import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// Labels are not used: the tours run in any language.

// A member reads its statement, checks the arithmetic, and pays the late bill's part.
tours.add("cae_cost_pay_tour", {
    steps: () => [
        {
            content: "Shared costs",
            trigger: ".o_portal_my_home a[href$='/my/shared-costs']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Something is to be paid",
            trigger:
                ".o_cae_cost_statement:contains('AGIIE') a.o_cae_cost_document.btn-primary",
        },
        {
            content: "How is it computed?",
            trigger: ".o_cae_cost_statement h5 a",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The balance is the share less the provisions",
            trigger: ".o_cae_cost_balance:contains(/2.568.33/)",
        },
        {
            content: "The late bill is in what human resources cost",
            trigger:
                ".o_cae_cost_line:contains('Ressources humaines'):contains(/68.068.00/)",
        },
        {
            content: "The arithmetic of the share",
            trigger:
                ".o_cae_cost_line:contains('Ressources humaines') .o_cae_note:contains(/112.00.*221.00/)",
        },
        {
            content: "And what comes out",
            trigger:
                ".o_cae_cost_line:contains('Ressources humaines') td.o_cae_amount:contains(/34.496.00/)",
        },
        {
            content: "Open the invoice that is not paid",
            trigger: "a.o_cae_cost_document.btn-primary",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Pay",
            trigger: ".o_portal_sidebar a[data-bs-target='#pay_with']:eq(0)",
            run: "click",
        },
        {
            content: "By the only method",
            trigger: "#pay_with.show button[name='o_payment_submit_button']:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The payment is looked at",
            trigger: "[name='o_payment_status']",
            expectUnloadPage: true,
        },
        {
            content: "The invoice is paid",
            trigger: "[name='invoice_paid_badge']",
        },
    ],
});

// A member reads an amendment of its agreement and signs it.
tours.add("cae_cost_sign_tour", {
    steps: () => [
        {
            content: "An agreement waits",
            trigger: "a.alert-warning[href$='/my/cost-agreements']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Read it",
            trigger: ".o_cae_to_sign a.btn-primary",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "What is still shared is in it, the secretariat no longer",
            trigger:
                ".o_cae_contract_text:contains('Ressources humaines'):not(:contains('Secrétariat'))",
        },
        {
            content: "The signature is drawn from the name",
            trigger: ".o_cae_sign canvas.o_web_sign_signature",
            run: "canvasNotEmpty",
        },
        {
            content: "Sign",
            trigger: ".o_cae_sign .o_portal_sign_submit:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The signature is recorded, and it begins later",
            trigger:
                ".o_cae_cost_agreement_page:has(.badge.text-bg-info) .alert-success",
        },
    ],
});
