package io.polyvisor.testbed;

import static io.polyvisor.testbed.SoapMessage.request;

import io.polyvisor.testbed.SoapMessage.ObjectRef;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/**
 * What guests of a simulated vCenter are made with, in its first datacenter: files and disks on datastores, networks. Made and looked at
 * without Polyvisor.
 *
 * <p>Thread-safe. Methods block for an exchange or a few, 20 seconds each at most; what the vCenter refuses is a {@link SoapFailure}.
 */
public final class VcsimEquipment {

    private final Vcsim vcsim;
    private final SoapClient client;

    VcsimEquipment(Vcsim vcsim) {
        this.vcsim = vcsim;
        this.client = new SoapClient(vcsim);
    }

    /** Puts a file on a datastore, as browsers and scripts do: by HTTP. Directories are made as needed. */
    public void putFile(String datastore, String path, byte[] content) {
        int status = client.send(HttpRequest.newBuilder(file(datastore, path))
                        .PUT(BodyPublishers.ofByteArray(content))
                        .build())
                .statusCode();
        if (status / 100 != 2) {
            throw new TestbedFailure("putting " + path + " on " + datastore + " was answered with " + status);
        }
    }

    /** How many bytes a file on a datastore has; empty where there is none. */
    public OptionalLong fileSize(String datastore, String path) {
        HttpResponse<byte[]> got =
                client.send(HttpRequest.newBuilder(file(datastore, path)).build());
        return got.statusCode() == 200 ? OptionalLong.of(got.body().length) : OptionalLong.empty();
    }

    private URI file(String datastore, String path) {
        String query = "?dcPath=" + encoded(nameOf(first("Datacenter"))) + "&dsName=" + encoded(datastore);
        return URI.create("https://" + vcsim.address() + "/folder/" + path + query);
    }

    /** Makes a directory, given as {@code [LocalDS_0] images}, with those above it. */
    public void makeDirectory(String path) {
        XmlElement making = request("MakeDirectory", client.service("fileManager"));
        making.add("name").text(path);
        SoapMessage.reference(making, "datacenter", first("Datacenter"));
        making.add("createParentDirectories").text("true");
        client.call(making);
    }

    /** Makes a thin disk file, given as {@code [LocalDS_0] images/small.vmdk}, in a directory that is there. */
    public void makeDisk(String path, long kib) {
        XmlElement making = request("CreateVirtualDisk_Task", client.service("virtualDiskManager"));
        making.add("name").text(path);
        SoapMessage.reference(making, "datacenter", first("Datacenter"));
        XmlElement spec = making.add("spec", "xsi:type", "FileBackedVirtualDiskSpec");
        spec.add("diskType").text("thin");
        spec.add("adapterType").text("lsiLogic");
        spec.add("capacityKb").text(Long.toString(kib));
        client.finish(making);
    }

    /** Makes a network with a VLAN: a distributed port group on a vCenter, one of the standard switch on an ESXi host. */
    public void makeNetwork(String name, int vlan) {
        if (vcsim.isEsxi()) {
            makePortGroup(name, vlan);
        } else {
            makeDistributedPortGroup(name, vlan);
        }
    }

    private void makePortGroup(String name, int vlan) {
        Element system = Optional.ofNullable(client.properties(first("HostSystem"), "configManager.networkSystem")
                        .get("configManager.networkSystem"))
                .orElseThrow(() -> new TestbedFailure(vcsim + " has no network system"));
        XmlElement making = request("AddPortGroup", SoapMessage.reference(system));
        XmlElement spec = making.add("portgrp");
        spec.add("name").text(name);
        spec.add("vlanId").text(Integer.toString(vlan));
        spec.add("vswitchName").text("vSwitch0");
        spec.add("policy");
        client.call(making);
    }

    private void makeDistributedPortGroup(String name, int vlan) {
        XmlElement making = request("AddDVPortgroup_Task", first("DistributedVirtualSwitch"));
        XmlElement spec = making.add("spec");
        spec.add("name").text(name);
        XmlElement tag = spec.add("defaultPortConfig", "xsi:type", "VMwareDVSPortSetting")
                .add("vlan", "xsi:type", "VmwareDistributedVirtualSwitchVlanIdSpec");
        tag.add("inherited").text("false");
        tag.add("vlanId").text(Integer.toString(vlan));
        spec.add("type").text("earlyBinding");
        client.finish(making);
    }

    /** The names of all networks, distributed port groups among them. */
    public Set<String> networks() {
        return names("Network");
    }

    /** The names of all folders. */
    public Set<String> folders() {
        return names("Folder");
    }

    private Set<String> names(String type) {
        return client.all(type, "name").keySet().stream().map(this::nameOf).collect(Collectors.toSet());
    }

    private ObjectRef first(String type) {
        return client.all(type, "name").keySet().stream()
                .findFirst()
                .orElseThrow(() -> new TestbedFailure(vcsim + " has no " + type));
    }

    private String nameOf(ObjectRef object) {
        Element name = client.properties(object, "name").get("name");
        return name == null ? "" : name.getTextContent();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
