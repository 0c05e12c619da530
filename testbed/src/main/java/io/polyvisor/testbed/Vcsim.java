package io.polyvisor.testbed;

import io.polyvisor.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A vCenter or an ESXi host that exists for a test: govmomi's simulator as a process of its own, with an inventory, a user, a
 * certificate and a session time that the test chose.
 *
 * <p>It is on from {@code start} to {@link #close()} and leaves nothing behind; it also ends when this JVM ends in any way. Its files
 * lie under {@code target} where there is one, else in the directory for temporary files. Some inputs crash it: creating on an unknown
 * datastore, a NIC on an unknown network, relocating to an unknown host. Tests of those take an instance of their own.
 *
 * <p>The faults are those of a real process: {@link #stop()} and {@link #cont()} lose nothing; what {@link #kill9()} ends comes back
 * by {@link #restart()} at the same address with the inventory of its plan and without whatever happened since, because the simulator
 * keeps everything in memory. All methods block until what they say has come true. One thread at a time may inflict faults; everything
 * else is thread-safe. Failures are {@link TestbedFailure}s.
 */
public final class Vcsim implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Vcsim.class.getName());

    private final VcsimPlan plan;
    private final Path home;
    private final VcsimCertificates certificates;
    private final VcsimProcess process;

    private Vcsim(VcsimPlan plan, Path home) {
        this.plan = plan;
        this.home = home;
        this.certificates = VcsimCertificates.make(home.resolve("pki"));
        this.process = new VcsimProcess(plan, certificates, home);
    }

    /** Whether simulated vCenters can be had on this machine. */
    public static Availability availability() {
        return VcsimProgram.availability();
    }

    /** Begins a vCenter. */
    public static VcsimPlan vCenter() {
        return new VcsimPlan(false);
    }

    /** Begins an ESXi host that no vCenter manages. */
    public static VcsimPlan esxi() {
        return new VcsimPlan(true);
    }

    static Vcsim start(VcsimPlan plan) {
        Vcsim vcsim = new Vcsim(plan, makeHome());
        try {
            vcsim.process.start();
            return vcsim;
        } catch (RuntimeException e) {
            vcsim.close();
            throw e;
        }
    }

    /** Whether it is an ESXi host. */
    public boolean isEsxi() {
        return plan.isEsxi();
    }

    /** Host and port: {@code 127.0.0.1:40123}. */
    public String address() {
        return "127.0.0.1:" + process.port();
    }

    int port() {
        return process.port();
    }

    /** Where its SOAP service listens: {@code https://127.0.0.1:40123/sdk}. */
    public URI sdk() {
        return URI.create("https://" + address() + "/sdk");
    }

    /** The only user who may log in. */
    public String user() {
        return plan.user();
    }

    /** The user's password. */
    public String password() {
        return plan.password();
    }

    /** The certificate of the authority that signed its certificate, PEM. */
    public Path authority() {
        return certificates.authority();
    }

    /** The SHA-256 fingerprint of the certificate that it shows: 64 lower-case hexadecimal digits. */
    public String fingerprint() {
        return certificates.fingerprint(plan.certificate());
    }

    /** The user with the password, and trust in the authority. */
    public Access access() {
        return Access.none().withPassword(user(), password().toCharArray()).trusting(authority());
    }

    /** Somebody else who uses it; each call begins a client of its own. */
    public VcsimOutsider outsider() {
        return new VcsimOutsider(this);
    }

    /** What its guests are made with; each call begins a client of its own. */
    public VcsimEquipment equipment() {
        return new VcsimEquipment(this);
    }

    /** Its process number; a restart changes it. */
    public long pid() {
        return process.pid();
    }

    /** Whether its process is there, be it stopped. Some requests crash it. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it said, latest last. */
    public String log() {
        return process.log();
    }

    /** Fault: {@code SIGKILL}. */
    public void kill9() {
        process.kill();
    }

    /** Fault: {@code SIGSTOP}. It keeps its connections and answers nothing. */
    public void stop() {
        process.signal("STOP");
    }

    /** Lets a stopped one go on. */
    public void cont() {
        process.signal("CONT");
    }

    /** Starts it again at the same address, with the inventory of its plan and nothing else, after ending it where it still runs. */
    public void restart() {
        process.end();
        process.start();
    }

    /** Ends it and removes its files. Doing so again changes nothing. */
    @Override
    public void close() {
        process.end();
        try {
            VcsimProgram.deleteTree(home);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "files of vcsim are left in " + home, e);
        }
    }

    @Override
    public String toString() {
        return (isEsxi() ? "simulated ESXi host at " : "simulated vCenter at ") + sdk();
    }

    VcsimCertificates certificates() {
        return certificates;
    }

    private static Path makeHome() {
        Path target = Path.of("target").toAbsolutePath();
        try {
            return Files.isDirectory(target)
                    ? Files.createTempDirectory(target, "vcsim-")
                    : Files.createTempDirectory("polyvisor-vcsim-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory for vcsim", e);
        }
    }
}
