package io.polyvisor.placement.plan;

import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Protection;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Service;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;

/** What a guest is made from: its service alone. */
final class Blueprint {
    private final Site site;
    private final Answer answer;

    Blueprint(Site site, Answer answer) {
        this.site = site;
        this.answer = answer;
    }

    /**
     * The service, protected as the answer wants the guest to be.
     *
     * @throws IllegalArgumentException when there is no service of that name
     */
    Service serviceOf(SiteGuest guest) {
        Service service = site.services().get(guest.name());
        if (service == null) {
            throw new IllegalArgumentException("no service says what it is made from");
        }
        Protection protection = answer.question() instanceof Question.ChangeProtection change
                        && change.guest().equals(guest.name())
                ? change.to()
                : service.protection();
        return new Service(
                service.name(),
                service.vcpus(),
                service.memory(),
                protection,
                service.vlans(),
                service.cpuVendor(),
                service.image(),
                service.disks(),
                service.seed(),
                service.pins(),
                service.tags(),
                service.description());
    }

    /**
     * The spec in the words of that host's endpoint.
     *
     * @throws IllegalArgumentException when there is no service, or it uses what the endpoint does not have
     */
    GuestSpec specOf(SiteGuest guest, HostKey host) {
        return serviceOf(guest).specOn(site.endpointOf(host), site.storages());
    }
}
