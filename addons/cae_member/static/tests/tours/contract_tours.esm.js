import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

// Who keeps the contracts writes the document of one, and sends it to be signed.
tours.add("cae_contract_send_tour", {
    steps: () => [
        {
            content: "Open the page of the cooperative",
            trigger: ".o_notebook_headers a[name='cae_contract']",
            run: "click",
        },
        {
            content: "Write the document",
            trigger: "button[name='action_prepare_document']",
            run: "click",
        },
        {
            content: "The text is there: send it",
            trigger: "button[name='action_send']",
            run: "click",
        },
        {
            content: "It can't change any more",
            trigger: ".modal-footer button.btn-primary",
            run: "click",
        },
        {
            content: "It waits for the signatures",
            trigger: ".o_arrow_button_current[data-value='sent']",
        },
    ],
});

// The person reads and signs on the portal.
tours.add("cae_contract_sign_tour", {
    steps: () => [
        {
            content: "A document waits",
            trigger: ".o_cae_to_sign a",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The law's clauses are in it",
            trigger: ".o_cae_contract_text:contains('L7331-2, f')",
        },
        {
            content: "The signature is drawn from the name",
            trigger: ".o_cae_sign canvas.o_web_sign_signature",
        },
        {
            content: "Sign",
            trigger: ".o_cae_sign .o_portal_sign_submit:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The signature is recorded",
            trigger: ".o_cae_contract_page .alert-success",
        },
    ],
});

// Somebody signs for the cooperative: it was the last signature.
tours.add("cae_contract_countersign_tour", {
    steps: () => [
        {
            content: "Sign for the cooperative",
            trigger: "button[name='action_sign_cooperative']",
            run: "click",
        },
        {
            content: "The name is enough",
            trigger: ".modal button[name='action_sign']",
            run: "click",
        },
        {
            content: "All have signed: printing what is kept takes a while",
            trigger: ".o_arrow_button_current[data-value='signed']",
            timeout: 60000,
        },
    ],
});
