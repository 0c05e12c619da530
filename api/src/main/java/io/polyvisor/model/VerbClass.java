package io.polyvisor.model;

/** What a verb's class promises when a reply is lost and when what is asked for is already so. */
public enum VerbClass {
    /** Reads only: sent again after a lost reply. */
    READ,
    /** Names a goal: observed after a lost reply and sent again if need be; UNCHANGED when it is already so. */
    GOAL,
    /** Makes something under our key: looked up by the key after a lost reply, never sent twice. */
    KEYED,
    /** Happens once: after a lost reply UNKNOWN until an observation proves it. */
    ONCE
}
