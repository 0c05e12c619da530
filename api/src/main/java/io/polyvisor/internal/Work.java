package io.polyvisor.internal;

import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostId;
import io.polyvisor.model.Loss;
import io.polyvisor.model.Progress;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Facet;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One verb's dealings with its endpoint: every driver call of an operation or a read goes through here. Used by one thread. */
final class Work {
    private final EndpointState endpoint;
    private final Deadline deadline;
    private final Failures failures;
    private final Consumer<Progress> progress;
    private final Consumer<LaneCall> callBegan;
    private final Set<HostId> hosts = new LinkedHashSet<>();
    private final Duration readPatience;
    private boolean sentSomething;
    private boolean sendsNoMore;
    private @Nullable GuestView lastObserved;

    Work(
            EndpointState endpoint,
            Deadline deadline,
            Duration readPatience,
            Failures failures,
            Consumer<Progress> progress,
            Consumer<LaneCall> callBegan) {
        this.endpoint = endpoint;
        this.deadline = deadline;
        this.readPatience = readPatience;
        this.failures = failures;
        this.progress = progress;
        this.callBegan = callBegan;
    }

    /** What fails from now on is not sent again: it was sent and had its time. */
    void sendNoMore() {
        sendsNoMore = true;
    }

    boolean sendsNoMore() {
        return sendsNoMore;
    }

    EndpointState endpoint() {
        return endpoint;
    }

    Deadline deadline() {
        return deadline;
    }

    Failures failures() {
        return failures;
    }

    /** The hosts on which this work saw its guest. */
    Set<HostId> hosts() {
        return hosts;
    }

    /** What this work saw last of its guest. */
    Optional<GuestView> lastObserved() {
        return Optional.ofNullable(lastObserved);
    }

    /** The same dealings with another endpoint, or with less time. */
    Work on(EndpointState other, Deadline sooner) {
        return new Work(other, sooner, readPatience, failures, progress, callBegan);
    }

    /** Reads; sent once more after a lost reply, since reading twice harms nobody. */
    <R> R read(BiFunction<Driver, Call, R> question) {
        Deadline soon = deadline.within(readPatience);
        try {
            return once(Verb.OBSERVE, soon, question);
        } catch (DriverException lost) {
            if (lost.outcome() != Outcome.UNKNOWN || soon.passed()) {
                throw unread(lost);
            }
        }
        try {
            return once(Verb.OBSERVE, soon, question);
        } catch (DriverException again) {
            throw unread(again);
        }
    }

    /** Sends, once. What fails after something else was sent did not leave things as they were. */
    <R> R send(BiFunction<Driver, Call, R> order) {
        try {
            R answer = once(failures.verb(), deadline, order);
            sentSomething = true;
            return answer;
        } catch (DriverException e) {
            PolyvisorException failure = failures.from(e);
            boolean after = sentSomething && failure.outcome() == Outcome.NOT_APPLIED;
            throw after ? failures.with(Outcome.APPLIED, failure) : failure;
        }
    }

    private PolyvisorException unread(DriverException failure) {
        return failures.with(sentSomething ? Outcome.UNKNOWN : Outcome.NOT_APPLIED, failures.from(failure));
    }

    /** Sends what answers nothing. */
    void tell(Order order) {
        send((driver, call) -> {
            order.give(driver, call);
            return true;
        });
    }

    /** Observes a guest; empty when there is none. What we know beside the hypervisor is laid over it. */
    Optional<GuestView> observe(GuestId guest) {
        Optional<GuestView> seen =
                read((driver, call) -> driver.observe(guest, call)).map(endpoint::overlaid);
        seen.ifPresent(view -> {
            lastObserved = view;
            endpoint.seen(view.id(), view.name());
            view.host().ifPresent(hosts::add);
        });
        return seen;
    }

    /** Observes a guest that must be there. */
    GuestView requireGuest(GuestId guest) {
        return observe(guest).orElseThrow(() -> endpoint.notFound(failures, guest));
    }

    /** The facet behind a capability that was required before. */
    <F extends Facet> F facet(Class<F> type) {
        return endpoint.driver()
                .facet(type)
                .orElseThrow(() -> failures.refused(
                        new Fault.BackendFault("a capability was declared without its facet " + type.getSimpleName())));
    }

    /** Lets the guard decide on a verb; throws its refusal. */
    GuardVerdict guard(Verb verb, GuestView view, Set<Loss> accepted) {
        return endpoint.guard().decide(verb, view, accepted, failures);
    }

    /** Waits until something is so, observing again and again; false when {@code patience} or the deadline passed first. */
    boolean until(BooleanSupplier so, Duration patience) {
        Deadline end = deadline.within(patience);
        Duration pause = Duration.ofMillis(50);
        while (true) {
            if (so.getAsBoolean()) {
                return true;
            }
            if (end.passed()) {
                return false;
            }
            sleep(pause.compareTo(end.remaining()) < 0 ? pause : end.remaining());
            pause = pause.multipliedBy(3).dividedBy(2);
            pause = pause.compareTo(Duration.ofMillis(500)) > 0 ? Duration.ofMillis(500) : pause;
        }
    }

    void report(Progress report) {
        progress.accept(report);
    }

    PolyvisorException refused(Fault fault) {
        return failures.refused(fault);
    }

    private <R> R once(Verb verb, Deadline by, BiFunction<Driver, Call, R> body) {
        LaneCall call = new LaneCall(by, progress);
        callBegan.accept(call);
        String what =
                verb.words() + failures.object().map(object -> " " + object).orElse("");
        return endpoint.lanes().call(what, by, call, () -> body.apply(endpoint.driver(), call));
    }

    private void sleep(Duration pause) {
        try {
            deadline.time().sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.of(new Fault.Cancelled("waiting"), Outcome.UNKNOWN);
        }
    }

    /** A driver call that answers nothing. */
    @FunctionalInterface
    interface Order {
        void give(Driver driver, Call call);
    }
}
