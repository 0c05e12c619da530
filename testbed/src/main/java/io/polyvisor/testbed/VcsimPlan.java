package io.polyvisor.testbed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a simulated vCenter or ESXi host shall be like, before it is switched on. Unless asked for otherwise: one datacenter with one
 * cluster of three hosts (ESXi: one host), one datastore, one distributed port group, no guests, one user with a password.
 *
 * <p>Mutable, one thread at a time; begin with {@link Vcsim#vCenter()} or {@link Vcsim#esxi()}.
 */
public final class VcsimPlan {

    private final boolean esxi;
    private final Map<String, String> flags = new LinkedHashMap<>();
    private final List<String> delays = new ArrayList<>();
    private String user = "polyvisor@vsphere.local";
    private String password = "s3cr3t <of> \"vcsim\" & more";
    private VcsimCertificate certificate = VcsimCertificate.RIGHT;

    VcsimPlan(boolean esxi) {
        this.esxi = esxi;
    }

    /** So many datacenters, named {@code DC0} and on. */
    public VcsimPlan datacenters(int count) {
        return onlyOnVCenter("datacenters", count);
    }

    /** So many clusters per datacenter, named {@code DC0_C0} and on. */
    public VcsimPlan clusters(int count) {
        return onlyOnVCenter("clusters", count);
    }

    /** So many hosts per cluster, named {@code DC0_C0_H0} and on. */
    public VcsimPlan hosts(int count) {
        return onlyOnVCenter("hosts", count);
    }

    /** So many hosts per datacenter outside of clusters, named {@code DC0_H0} and on. */
    public VcsimPlan standaloneHosts(int count) {
        return onlyOnVCenter("standalone-hosts", count);
    }

    /** So many resource pools below each cluster's own, named {@code DC0_C0_RP1} and on. */
    public VcsimPlan pools(int count) {
        return onlyOnVCenter("pools", count);
    }

    /** So many distributed port groups per datacenter, named {@code DC0_DVPG0} and on. */
    public VcsimPlan portGroups(int count) {
        return onlyOnVCenter("portgroups", count);
    }

    /** So many of the datacenters lie in a folder, with all that is in them. */
    public VcsimPlan folders(int count) {
        return onlyOnVCenter("folders", count);
    }

    /** So many guests per cluster and standalone host, RUNNING, named {@code DC0_C0_RP0_VM0} ({@code ha-host_VM0}) and on. */
    public VcsimPlan guests(int perPool) {
        return flag("guests", Integer.toString(perPool));
    }

    /** The guests are OFF. */
    public VcsimPlan guestsOff() {
        return flag("on", "false");
    }

    /** So many datastores, named {@code LocalDS_0} and on. */
    public VcsimPlan datastores(int count) {
        return flag("datastores", Integer.toString(count));
    }

    /** The one user who may log in. */
    public VcsimPlan login(String name, String secret) {
        user = name;
        password = secret;
        return this;
    }

    /** What it shows to those who connect; a right certificate unless said. */
    public VcsimPlan showing(VcsimCertificate shown) {
        certificate = shown;
        return this;
    }

    /** An idle session ends after this time, or up to twice as long: the simulator looks that seldom. Never, unless said. */
    public VcsimPlan idleTime(Duration longest) {
        return flag("idle", longest.toMillis() + "ms");
    }

    /** Every call takes that much longer. */
    public VcsimPlan delaying(Duration longer) {
        return flag("delay", longer.toMillis() + "ms");
    }

    /** Calls of that method, such as {@code PowerOnVM_Task}, take that much longer. */
    public VcsimPlan delaying(String method, Duration longer) {
        delays.add(method + "=" + longer.toMillis());
        return this;
    }

    /**
     * Switches it on; returns when it answers: after half a second, with 10,000 guests after half a minute, and on the first call of
     * all after the program was built.
     *
     * @throws TestbedFailure if it does not come up: the message holds its log; ask {@link Vcsim#availability()} before
     */
    public Vcsim start() {
        return Vcsim.start(this);
    }

    boolean isEsxi() {
        return esxi;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    VcsimCertificate certificate() {
        return certificate;
    }

    /** The program's arguments, but for address and certificate. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("-user=" + user, "-esx=" + esxi));
        flags.forEach((name, value) -> arguments.add("-" + name + "=" + value));
        delays.forEach(delay -> arguments.add("-delay-of=" + delay));
        return arguments;
    }

    private VcsimPlan onlyOnVCenter(String name, int count) {
        if (esxi) {
            throw new IllegalArgumentException("an ESXi host is one host in one datacenter: no " + name);
        }
        return flag(name, Integer.toString(count));
    }

    private VcsimPlan flag(String name, String value) {
        flags.put(name, value);
        return this;
    }
}
