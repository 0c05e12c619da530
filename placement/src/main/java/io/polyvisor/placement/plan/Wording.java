package io.polyvisor.placement.plan;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.SiteGuest;
import java.util.Locale;
import java.util.OptionalInt;

/** Says in words what a plan is for, and why each step is taken. */
final class Wording {
    private final Answer answer;

    Wording(Answer answer) {
        this.answer = answer;
    }

    String purpose() {
        Question question = answer.question();
        if (question instanceof Question.Place place) {
            return "place " + place.guests().size() + (place.guests().size() == 1 ? " guest" : " guests");
        }
        if (question instanceof Question.Rebalance rebalance) {
            return "rebalance with at most " + rebalance.moves() + " moves";
        }
        if (question instanceof Question.Consolidate consolidate) {
            OptionalInt hosts = consolidate.hosts();
            return "consolidate to " + (hosts.isPresent() ? hosts.getAsInt() + " hosts" : "as few hosts as possible");
        }
        if (question instanceof Question.Evacuate evacuate) {
            return "evacuate " + evacuate.host();
        }
        if (question instanceof Question.FailOver failOver) {
            return "fail over "
                    + String.join(
                            ", ",
                            failOver.lost().stream()
                                    .sorted()
                                    .map(HostKey::toString)
                                    .toList());
        }
        Question.ChangeProtection change = (Question.ChangeProtection) question;
        return "treat " + change.guest() + " as " + words(change.to());
    }

    String why(Drafted drafted) {
        Leg leg = drafted.leg();
        return switch (leg.kind()) {
            case CREATE ->
                drafted.guest().place().isEmpty()
                        ? "has no place yet"
                        : "cannot be moved from " + leg.from().key() + " to "
                                + leg.to().key()
                                + ", so it is rebuilt from its service; the old guest stays there, OFF, with its data";
            case START -> "is to run";
            case STOP -> "cannot be brought to " + leg.to().key() + " while it runs";
            case LIVE, COLD -> whyMoved(drafted);
            case RECOVER ->
                leg.from().key() + " is lost; " + drafted.guest().name() + " is "
                        + words(drafted.guest().protection());
            case AUTOSTART_OFF -> "must not be started by its host as well when that returns";
            case PROTECT -> purpose();
        };
    }

    private String whyMoved(Drafted drafted) {
        if (drafted.detour()) {
            return "goes by way of a third host, so that others find room";
        }
        Question question = answer.question();
        SiteGuest guest = drafted.guest();
        HostKey from = drafted.leg().from().key();
        if (question instanceof Question.Evacuate evacuate) {
            return from.equals(evacuate.host()) ? "leaves " + from : "makes room on " + from;
        }
        if (question instanceof Question.Consolidate) {
            boolean emptied = answer.released().contains(from);
            return emptied ? from + " is emptied" : "makes room on " + from;
        }
        if (question instanceof Question.Rebalance) {
            return "evens out the load";
        }
        return answer.question() instanceof Question.ChangeProtection change
                        && change.guest().equals(guest.name())
                ? purpose()
                : "makes room on " + from;
    }

    static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
