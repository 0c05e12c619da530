package io.polyvisor.internal;

/** What the guard lets through: a verb that is sent, or one that is answered without sending. Refusals are thrown. */
enum GuardVerdict {
    SEND,
    ALREADY
}
