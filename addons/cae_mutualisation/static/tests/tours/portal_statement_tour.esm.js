import {registry} from "@web/core/registry";

const LOGIN = "art.entrepreneur1";

// An entrepreneur logs in, reads why the levy of the month is what it is, and opens
// the statement whose PDF can be downloaded.
registry.category("web_tour.tours").add("cae_portal_statement_tour", {
    url: "/web/login",
    steps: () => [
        {
            content: "Type the login",
            trigger: "input[name='login']",
            run: `edit ${LOGIN}`,
        },
        {
            content: "Type the password",
            trigger: "input[name='password']",
            run: `edit ${LOGIN}`,
        },
        {
            content: "Log in",
            trigger: ".oe_login_form button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Open my activity",
            trigger: "a[href$='/my/activities']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The last levy is 300.00 and says why",
            trigger:
                ".o_cae_levy:first:contains('300') .o_cae_explanation:contains('10 % × (5')",
        },
        {
            content: "Twelve months are drawn",
            trigger: "svg.o_cae_chart_wide rect",
        },
        {
            content: "Open the statement of the month",
            trigger: ".o_cae_statement_link:first a.o_cae_month",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The statement leads to the available cash",
            trigger: ".o_cae_cascade .o_cae_closing",
        },
        {
            content: "Its PDF can be downloaded",
            trigger: "a.o_cae_download[href*='report_type=pdf']",
        },
    ],
});
