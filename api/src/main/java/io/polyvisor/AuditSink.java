package io.polyvisor;

/** Where audit records go: the embedder's. */
@FunctionalInterface
public interface AuditSink {

    /** Takes a record. Called once per mutation, on a thread of Polyvisor; must return soon. Its exceptions are logged. */
    void accept(AuditRecord mutation);

    /** Records go nowhere. */
    static AuditSink none() {
        return mutation -> {};
    }
}
