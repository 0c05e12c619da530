package io.polyvisor.internal;

import io.polyvisor.Console;
import io.polyvisor.Readiness;
import io.polyvisor.error.DeadlineExceededException;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.Address;
import io.polyvisor.model.AgentState;
import io.polyvisor.model.Capability;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.Verb;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Waits until a guest is ready for its user. */
final class ReadyWait {
    private static final Duration NUDGE = Duration.ofSeconds(5);
    private static final int KNOCK_MILLIS = 1000;

    private final CoreGuest guest;
    private final EndpointState endpoint;

    ReadyWait(CoreGuest guest, EndpointState endpoint) {
        this.guest = guest;
        this.endpoint = endpoint;
    }

    void await(Readiness how, Duration patience) {
        if (how instanceof Readiness.ConsoleText text) {
            awaitText(text.text(), patience);
        } else if (how instanceof Readiness.Agent) {
            require(Capability.AGENT);
            awaitDetails("its agent", patience, details -> details.agent() == AgentState.CONNECTED);
        } else if (how instanceof Readiness.HasAddress) {
            require(Capability.ADDRESSES);
            awaitDetails("an address", patience, details -> !addresses(details).isEmpty());
        } else {
            require(Capability.ADDRESSES);
            int port = ((Readiness.Tcp) how).port();
            awaitDetails(
                    "TCP port " + port,
                    patience,
                    details -> addresses(details).stream().anyMatch(address -> takesConnections(address, port)));
        }
    }

    private void require(Capability capability) {
        endpoint.guard().require(capability, guest.reading(Verb.OBSERVE).failures());
    }

    private void awaitDetails(String what, Duration patience, Predicate<GuestDetails> ready) {
        Work work = endpoint.reading(Verb.OBSERVE, Optional.of("guest " + guest.id()), patience);
        boolean came = work.until(() -> ready.test(work.requireGuest(guest.id()).requireDetails()), patience);
        if (!came) {
            throw work.failures().of(new Fault.DeadlineExceeded("waiting for " + what), Outcome.NOT_APPLIED);
        }
    }

    /** A guest that was ready before we looked is silent: a line end now and then makes it show its prompt. */
    private void awaitText(String text, Duration patience) {
        Deadline deadline = Deadline.in(patience, endpoint.time());
        try (Console console = guest.console()) {
            while (true) {
                Duration look = NUDGE.compareTo(deadline.remaining()) < 0 ? NUDGE : deadline.remaining();
                try {
                    console.expect(text, look);
                    return;
                } catch (DeadlineExceededException silent) {
                    if (deadline.passed()) {
                        throw silent;
                    }
                    console.sendLine("");
                }
            }
        }
    }

    private static List<Address> addresses(GuestDetails details) {
        return details.addresses().orElse(List.of());
    }

    private static boolean takesConnections(Address address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.text(), port), KNOCK_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
