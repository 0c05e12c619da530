package io.polyvisor.examples.shed;

import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import io.polyvisor.model.EndpointFacts;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.NameRules;
import io.polyvisor.spi.Subtraction;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a shed is and can do. Data. */
final class ShedAbilities {
    static final HostId HOST = HostId.of("shed");
    static final EndpointFacts FACTS = new EndpointFacts("shed", "1", "none", EndpointFacts.Nature.MODEL);
    static final NameRules NAMES = new NameRules(60, Pattern.compile("[/\\p{Cntrl}]"), "anything without a slash is");

    private static final Memory MEMORY = Memory.gib(64);

    private ShedAbilities() {}

    // tour:shed-abilities
    /** What is provided is listed, so that a capability which a later Polyvisor adds is absent here, as it should be. */
    private static final Set<Capability> PROVIDED = EnumSet.of(Capability.RECONFIGURE_COLD);

    static Capabilities declared() {
        Capabilities.Builder declared = Capabilities.allExcept();
        EnumSet.complementOf(EnumSet.copyOf(PROVIDED)).forEach(each -> declared.lacks(each, reason(each)));
        return declared.build();
    }

    private static String reason(Capability absent) {
        return switch (absent) {
            case GRACEFUL_SHUTDOWN, REBOOT -> "a box does not listen; power it off, then start it";
            case PAUSE, SUSPEND -> "a box works or is dark; power it off instead";
            case EVENTS_PUSHED -> "a shed tells of nothing; it is polled";
            default -> "a box has cores and memory, and nothing else";
        };
    }

    static List<Subtraction> subtractions() {
        return List.of(Subtraction.of(
                Verb.RECONFIGURE, "a lit box cannot be rebuilt", "power it off first", PowerState.RUNNING));
    }
    // end

    static HostView host() {
        return new HostView(
                HOST,
                HOST.value(),
                HostView.State.ONLINE,
                64,
                Optional.empty(),
                MEMORY,
                Optional.empty(),
                FACTS.product() + " " + FACTS.version());
    }
}
