import {registry} from "@web/core/registry";

// A visitor fills the public form, from the company's own link.
registry.category("web_tour.tours").add("cae_application_tour", {
    steps: () => [
        {
            content: "A person applies",
            trigger: "#kind_person",
            run: "click",
        },
        {
            content: "Type the name",
            trigger: "input#name",
            run: "edit Ninon Leclerc",
        },
        {
            content: "Type the e-mail",
            trigger: "input#email",
            run: "edit ninon.leclerc@courrier.example",
        },
        {
            content: "Type the town",
            trigger: "input#city",
            run: "edit Tours",
        },
        {
            content: "Choose the first category",
            trigger: "select#category_id",
            run: "selectByIndex 1",
        },
        {
            content: "Say why",
            trigger: "textarea#motivation",
            run: "edit Je dore des livres.",
        },
        {
            content: "Accept the statutes",
            trigger: "input#accept",
            run: "click",
        },
        {
            content: "Send the application",
            trigger: "form[action*='/cooperative/apply'] button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It has been received",
            trigger: "body:not(:has(form[action*='/cooperative/apply'])) main h1",
        },
    ],
});
