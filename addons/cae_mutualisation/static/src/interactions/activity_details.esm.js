import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";

/** Loads the rest of an activity's page once its available cash is shown. */
export class ActivityDetails extends Interaction {
    static selector = ".o_cae_details";

    async willStart() {
        const response = await fetch(this.el.dataset.url);
        if (response.ok && !response.redirected) {
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
