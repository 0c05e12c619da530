package io.polyvisor.tck.mutants;

import io.polyvisor.GuestEvent;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.Interception;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Event streams that tell something else. */
record EventTellers(Fault fault) implements Interception {

    enum Fault {
        NUMBERS,
        NOTHING_SEEN,
        NO_DELETIONS,
        NO_GAPS,
        GOES_ON,
        NO_BEGINNING,
        STALE_BEGINNING,
        STALE_OTHERS
    }

    @Override
    public @Nullable Object around(Intercepted call) {
        Object answer = call.proceed();
        if (!Mutant.is(call, "Endpoint.events")) {
            return answer;
        }
        Flow.Publisher<GuestEvent> publisher = events(answer);
        return (Flow.Publisher<GuestEvent>) subscriber -> publisher.subscribe(new Between(fault, subscriber));
    }

    @SuppressWarnings("unchecked")
    private static Flow.Publisher<GuestEvent> events(@Nullable Object answer) {
        return (Flow.Publisher<GuestEvent>) answer;
    }

    private static GuestView off(GuestView view) {
        return view.power().is(PowerState.RUNNING) ? view.withPower(Power.of(PowerState.OFF)) : view;
    }

    private static final class Between implements Flow.Subscriber<GuestEvent> {
        private final Fault fault;
        private final Flow.Subscriber<? super GuestEvent> subscriber;
        private final Map<GuestId, GuestView> first = new ConcurrentHashMap<>();

        Between(Fault fault, Flow.Subscriber<? super GuestEvent> subscriber) {
            this.fault = fault;
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(
                    fault == Fault.GOES_ON
                            ? new Flow.Subscription() {
                                @Override
                                public void request(long n) {
                                    subscription.request(n);
                                }

                                @Override
                                public void cancel() {}
                            }
                            : subscription);
        }

        @Override
        public void onNext(GuestEvent event) {
            Optional<GuestEvent> changed = event instanceof GuestEvent.Level level
                    ? level(level)
                    : Optional.of(event).filter(e -> fault != Fault.NO_GAPS);
            changed.ifPresent(subscriber::onNext);
        }

        private Optional<GuestEvent> level(GuestEvent.Level level) {
            boolean left = switch (fault) {
                case NO_DELETIONS -> level.now().isEmpty();
                case NO_BEGINNING -> level.lastSeen().isEmpty();
                case NUMBERS, NOTHING_SEEN, STALE_BEGINNING, STALE_OTHERS, NO_GAPS, GOES_ON -> false;
            };
            long number = level.sequence() + (fault == Fault.NUMBERS ? 1 : 0);
            Optional<GuestView> now = level.now().map(view -> told(view, level.lastSeen()));
            Optional<GuestView> seen = fault == Fault.NOTHING_SEEN ? Optional.empty() : level.lastSeen();
            return left
                    ? Optional.empty()
                    : Optional.of(new GuestEvent.Level(number, level.at(), level.guest(), now, seen));
        }

        private GuestView told(GuestView now, Optional<GuestView> before) {
            return switch (fault) {
                case STALE_BEGINNING -> before.isEmpty() ? off(now) : now;
                case STALE_OTHERS ->
                    now.requireDetails().mark().isEmpty() ? first.computeIfAbsent(now.id(), guest -> now) : now;
                case NUMBERS, NOTHING_SEEN, NO_DELETIONS, NO_GAPS, GOES_ON, NO_BEGINNING -> now;
            };
        }

        @Override
        public void onError(Throwable failure) {
            subscriber.onError(failure);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
        }
    }
}
