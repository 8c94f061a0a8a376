import {registry} from "@web/core/registry";

const STATE = (state) =>
    `.o_statusbar_status button.o_arrow_button_current[data-value='${state}']`;

// The representative of a member fills in the jobs of the year, makes a mistake,
// corrects it and submits. Labels are not used: the tours run in any language.
registry.category("web_tour.tours").add("cae_portal_workforce_tour", {
    url: "/my",
    steps: () => [
        {
            content: "Open the jobs",
            trigger: "a[href$='/my/workforce']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Open the year to fill in",
            trigger: ".o_cae_workforce_row:has(.text-bg-warning)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Type the posts",
            trigger: ".o_cae_workforce input[name='posts']",
            run: "edit 121",
        },
        {
            content: "Type more full-time equivalents than posts, by mistake",
            trigger: ".o_cae_workforce input[name='fte']",
            run: "edit 825",
        },
        {
            content: "Save",
            trigger: ".o_cae_workforce button[value='save']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The mistake is shown, and what was typed is there",
            trigger: ".o_cae_workforce input[name='fte'].is-invalid:value(825)",
        },
        {
            content: "Correct it",
            trigger: ".o_cae_workforce input[name='fte']",
            run: "edit 82,5",
        },
        {
            content: "Type the subsidised posts",
            trigger: ".o_cae_workforce input[name='subsidised_posts']",
            run: "edit 106",
        },
        {
            content: "Submit",
            trigger: ".o_cae_workforce button[value='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is submitted and can only be read",
            trigger:
                ".o_cae_workforce:has(.badge.text-bg-info):not(:has(input[name='posts'])) .o_cae_workforce_figures",
        },
    ],
});

// The team looks at the figures and validates them.
registry.category("web_tour.tours").add("cae_validate_workforce_tour", {
    steps: () => [
        {
            content: "The member has submitted",
            trigger: STATE("submitted"),
        },
        {
            content: "Validate",
            trigger: "button[name='action_validate']",
            run: "click",
        },
        {
            content: "The figures are validated",
            trigger: STATE("validated"),
        },
    ],
});
