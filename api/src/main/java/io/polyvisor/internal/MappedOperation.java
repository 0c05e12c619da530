package io.polyvisor.internal;

import io.polyvisor.Cancellation;
import io.polyvisor.Operation;
import io.polyvisor.OperationId;
import io.polyvisor.model.Progress;
import io.polyvisor.model.Verb;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** An operation whose result is seen as something else: an id as a handle. */
record MappedOperation<S, T>(Operation<S> inner, Function<S, T> view) implements Operation<T> {

    @Override
    public OperationId id() {
        return inner.id();
    }

    @Override
    public Verb verb() {
        return inner.verb();
    }

    @Override
    public String object() {
        return inner.object();
    }

    @Override
    public Progress progress() {
        return inner.progress();
    }

    @Override
    public Operation<T> onProgress(Consumer<Progress> listener) {
        inner.onProgress(listener);
        return this;
    }

    @Override
    public Cancellation cancel() {
        return inner.cancel();
    }

    @Override
    public boolean done() {
        return inner.done();
    }

    @Override
    public T await() {
        return view.apply(inner.await());
    }

    @Override
    public Optional<T> await(Duration patience) {
        return inner.await(patience).map(view);
    }

    @Override
    public CompletionStage<T> stage() {
        return inner.stage().thenApply(view);
    }
}
