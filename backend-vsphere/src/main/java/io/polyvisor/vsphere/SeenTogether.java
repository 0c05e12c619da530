package io.polyvisor.vsphere;

import com.vmware.vim25.AutoStartPowerInfo;
import com.vmware.vim25.HostAutoStartManagerConfig;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.TaskInfoState;
import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.NetworkId;
import java.util.Calendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one reading saw beside the guests and what their views need of it: whether their hosts are connected, which guests start with
 * them, the names of networks, and the tasks that run.
 */
final class SeenTogether {
    /** Which tasks a guest has, those that ended a while ago among them. */
    static final String TASKS = "recentTask";

    private static final String AUTOSTART = "config.autoStart";
    private static final String THREADS = "summary.hardware.numCpuThreads";
    private static final String TASK = "Task";
    private static final String TASK_STATE = "info.state";
    private static final String TASK_KIND = "info.descriptionId";
    private static final String TASK_START = "info.startTime";

    private final Map<ManagedObjectReference, PropertyRow> hosts = new HashMap<>();
    private final Map<ManagedObjectReference, PropertyRow> tasks = new HashMap<>();
    private final Map<ManagedObjectReference, Set<ManagedObjectReference>> starters = new HashMap<>();
    private final Map<String, NetworkId> networks = new HashMap<>();

    SeenTogether(List<PropertyRow> rows) {
        for (PropertyRow row : rows) {
            String type = row.object().getType();
            if (type.equals(HostReader.TYPE)) {
                hosts.put(row.object(), row);
                starters.put(row.object(), starters(row));
            } else if (type.equals(TASK)) {
                tasks.put(row.object(), row);
            } else if (NetworkReader.TYPES.contains(type)) {
                row.value("name", String.class)
                        .map(VsphereNames::decode)
                        .filter(name -> !name.isBlank())
                        .ifPresent(name -> networks.put(row.object().getVal(), NetworkId.of(name)));
            }
        }
    }

    /** What is read of hosts for the summary of their guests. */
    static PropertySpec hostReads() {
        return Visits.read(HostReader.TYPE, HostReader.CONNECTION, AUTOSTART, THREADS);
    }

    /** What is read beside guests for their details. */
    static List<PropertySpec> detailReads() {
        return List.of(
                Visits.read(TASK, TASK_STATE, TASK_KIND, TASK_START),
                Visits.read(NetworkReader.STANDARD, "name"),
                Visits.read(NetworkReader.DISTRIBUTED, "name"));
    }

    private static Set<ManagedObjectReference> starters(PropertyRow host) {
        Set<ManagedObjectReference> guests = new HashSet<>();
        Optional<HostAutoStartManagerConfig> config = host.value(AUTOSTART, HostAutoStartManagerConfig.class)
                .filter(told -> told.getDefaults() != null
                        && Boolean.TRUE.equals(told.getDefaults().getEnabled()));
        for (AutoStartPowerInfo info :
                config.map(told -> Rows.list(told.getPowerInfo())).orElse(List.of())) {
            if ("powerOn".equalsIgnoreCase(info.getStartAction())) {
                guests.add(info.getKey());
            }
        }
        return guests;
    }

    /** Whether that host is known not to answer; of one that we may not see, its guests' own connection tells. */
    boolean isLost(ManagedObjectReference host) {
        PropertyRow row = hosts.get(host);
        Object connection = row == null ? null : row.values().get(HostReader.CONNECTION);
        return connection != null && !VsphereStates.isConnected(connection);
    }

    boolean startsWith(ManagedObjectReference host, ManagedObjectReference guest) {
        return starters.getOrDefault(host, Set.of()).contains(guest);
    }

    /** Processors of the host that a guest is on; 0 when unknown. */
    int processorsOf(PropertyRow guest) {
        return guest.value(GuestReader.HOST, ManagedObjectReference.class)
                .map(hosts::get)
                .flatMap(host -> host.value(THREADS, Number.class))
                .map(Number::intValue)
                .orElse(0);
    }

    /** Identities of networks by their references. */
    Map<String, NetworkId> networks() {
        return networks;
    }

    /** What is queued or runs on a guest. */
    Set<CurrentOperation> operationsOn(PropertyRow guest) {
        Set<CurrentOperation> operations = new HashSet<>();
        for (ManagedObjectReference task : Rows.list(guest, TASKS, ManagedObjectReference.class)) {
            PropertyRow row = tasks.get(task);
            Object state = row == null ? null : row.values().get(TASK_STATE);
            if (row != null && (state == TaskInfoState.running || state == TaskInfoState.queued)) {
                operations.add(VsphereStates.operation(
                        row.value(TASK_KIND, String.class).orElse("task"),
                        row.value(TASK_START, Calendar.class).map(Calendar::toInstant)));
            }
        }
        return operations;
    }
}
