package io.polyvisor.cli.demo;

import io.polyvisor.Endpoint;
import io.polyvisor.Fleet;
import io.polyvisor.Migration;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestSpec;
import java.time.Duration;

/** Where the story is told: two endpoints of one kind, and what differs between a model's guest and a real one. */
interface Stage extends AutoCloseable {

    /** What it is, in a sentence. */
    String title();

    /** Where the guest is made. */
    Endpoint here();

    /** Where the guest moves to. */
    Endpoint there();

    /** The guest. */
    GuestSpec guest();

    /** The disk that it gets while it runs. */
    DiskSpec extraDisk();

    /** A live migration from here to there. */
    Migration move();

    /** A shell command that begins to count in the guest's memory; empty where something counts already. */
    String beginCounting();

    /** A shell command that prints how far it has counted. */
    String readCounter();

    /** How long a boot may take. */
    Duration bootPatience();

    /** Everything that this site has, and one endpoint that is down. */
    Fleet fleet();

    /** Leaves nothing behind. */
    @Override
    void close();
}
