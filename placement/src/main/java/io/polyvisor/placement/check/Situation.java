package io.polyvisor.placement.check;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** An answer laid beside the site that it is about. Not changed after it was made. */
final class Situation {
    private final Site asked;
    private final Site site;
    private final Policy policy;
    private final Answer answer;
    private final Map<String, HostKey> before = new LinkedHashMap<>();
    private final Map<HostKey, List<SiteGuest>> activeBefore;
    private final Map<HostKey, List<SiteGuest>> activeAfter;

    Situation(Site asked, Policy policy, Answer answer) {
        this.asked = asked;
        this.site = subject(asked, answer.question());
        this.policy = policy;
        this.answer = answer;
        site.guests().values().forEach(guest -> guest.place().ifPresent(host -> before.put(guest.name(), host)));
        activeBefore = activeByHost(site, before);
        activeAfter = activeByHost(site, answer.places());
    }

    /** The site that the question is about: a guest whose protection is to change has the new one. */
    private static Site subject(Site site, Question question) {
        if (!(question instanceof Question.ChangeProtection change)) {
            return site;
        }
        return site.withGuests(site.guests().values().stream()
                .map(guest -> guest.name().equals(change.guest()) ? guest.protectedAs(change.to()) : guest)
                .toList());
    }

    static Map<HostKey, List<SiteGuest>> activeByHost(Site site, Map<String, HostKey> places) {
        Map<HostKey, List<SiteGuest>> byHost = new HashMap<>();
        places.forEach((name, host) -> {
            SiteGuest guest = site.guests().get(name);
            if (guest != null && guest.active()) {
                byHost.computeIfAbsent(host, any -> new ArrayList<>()).add(guest);
            }
        });
        return byHost;
    }

    /** The site as it is: before anybody's protection is changed. */
    Site asked() {
        return asked;
    }

    Site site() {
        return site;
    }

    Policy policy() {
        return policy;
    }

    Answer answer() {
        return answer;
    }

    Question question() {
        return answer.question();
    }

    Map<String, HostKey> before() {
        return before;
    }

    Map<String, HostKey> after() {
        return answer.places();
    }

    List<SiteGuest> activeBefore(HostKey host) {
        return activeBefore.getOrDefault(host, List.of());
    }

    List<SiteGuest> activeAfter(HostKey host) {
        return activeAfter.getOrDefault(host, List.of());
    }

    Set<HostKey> usedBefore() {
        return new TreeSet<>(activeBefore.keySet());
    }

    Set<HostKey> usedAfter() {
        return new TreeSet<>(activeAfter.keySet());
    }

    /** Hosts that this question takes for lost. */
    Set<HostKey> lost() {
        return question() instanceof Question.FailOver failOver ? failOver.lost() : Set.of();
    }

    /** Whether the guest has a place afterwards that it had not. */
    boolean arrives(SiteGuest guest) {
        HostKey there = after().get(guest.name());
        return there != null && !there.equals(before.get(guest.name()));
    }

    /** Guests that have a place afterwards that they had not, in the order of the site. */
    List<SiteGuest> arriving() {
        return site.guests().values().stream().filter(this::arrives).toList();
    }

    /** Guests that had a place and have another one now. */
    long moved() {
        return arriving().stream().filter(guest -> guest.place().isPresent()).count();
    }

    boolean receives(HostKey host) {
        return activeAfter(host).stream().anyMatch(this::arrives);
    }

    /** Whether that host would break no group by taking the guest, with all others where the answer has them. */
    boolean groupsLet(SiteGuest guest, HostKey host) {
        return site.groups().stream()
                .filter(group -> group.guests().contains(guest.name()))
                .allMatch(group -> lets(group, guest, host));
    }

    private boolean lets(Group group, SiteGuest guest, HostKey host) {
        List<HostKey> others = group.guests().stream()
                .filter(other -> !other.equals(guest.name()))
                .flatMap(other -> Optional.ofNullable(after().get(other)).stream())
                .toList();
        return group.kind() == Group.Kind.APART
                ? !others.contains(host)
                : others.stream().allMatch(host::equals);
    }
}
