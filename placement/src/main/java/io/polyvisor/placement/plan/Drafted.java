package io.polyvisor.placement.plan;

import io.polyvisor.placement.site.SiteGuest;

/**
 * A leg in its wave.
 *
 * @param detour whether it does not lead to the guest's last host, or comes from a host that was a way round
 * @param cost what it changes in cost of a year, in hundredths
 */
record Drafted(int wave, SiteGuest guest, Leg leg, boolean detour, long cost) {}
