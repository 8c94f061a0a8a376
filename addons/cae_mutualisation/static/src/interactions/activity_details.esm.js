import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";

/** Loads the rest of an activity's page once its available cash is shown. */
export class ActivityDetails extends Interaction {
    static selector = ".o_cae_details";

    async willStart() {
        const url = this.el.dataset.url;
        const response = await fetch(url);
        // The language may be put before the path; another page is a refusal.
        if (response.ok && new URL(response.url).pathname.endsWith(url)) {
            this.html = await response.text();
        }
    }

    start() {
        if (this.html) {
            const content = document.createRange().createContextualFragment(this.html);
            this.el.replaceWith(content);
        }
    }
}

registry
    .category("public.interactions")
    .add("cae_mutualisation.activity_details", ActivityDetails);
