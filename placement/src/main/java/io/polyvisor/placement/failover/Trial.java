package io.polyvisor.placement.failover;

import io.polyvisor.placement.site.Site;

/** Whether a changed site would do. */
interface Trial {
    /** Whether it might: a quick look; false is certain. */
    boolean mayDo(Site changed);

    /** Whether it does: proved. */
    boolean does(Site changed);
}
