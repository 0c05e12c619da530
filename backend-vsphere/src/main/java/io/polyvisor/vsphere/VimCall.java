package io.polyvisor.vsphere;

import com.vmware.vim25.VimPortType;
import java.rmi.RemoteException;

/** One request to the vSphere API; exactly one, as resending is decided per request. */
@FunctionalInterface
interface VimCall<T> {
    T on(VimPortType vim) throws RemoteException;
}
