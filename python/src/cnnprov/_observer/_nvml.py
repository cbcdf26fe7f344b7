"""NVIDIA's cards, through the library that comes with their driver."""

from __future__ import annotations

import ctypes
from ctypes import byref, c_uint, c_ulonglong, c_void_p

from cnnprov._encoding import Row

_LIBRARY = "libnvidia-ml.so.1"
_CELSIUS_SENSOR = 0


class _Utilization(ctypes.Structure):
    _fields_ = (("gpu", c_uint), ("memory", c_uint))


class _Memory(ctypes.Structure):
    _fields_ = (("total", c_ulonglong), ("free", c_ulonglong), ("used", c_ulonglong))


class Cards:
    """The cards of this machine; none where there is no driver."""

    def __init__(self) -> None:
        self._handles: list[c_void_p] = []
        try:
            self._library = ctypes.CDLL(_LIBRARY)
        except OSError:
            return
        count = c_uint()
        if self._library.nvmlInit_v2() or self._library.nvmlDeviceGetCount_v2(byref(count)):
            return
        for index in range(count.value):
            handle = c_void_p()
            if not self._library.nvmlDeviceGetHandleByIndex_v2(c_uint(index), byref(handle)):
                self._handles.append(handle)

    def row(self) -> Row:
        """Utilisation, memory, power and temperature of each card, as far as it tells them."""
        row: Row = {}
        for index, handle in enumerate(self._handles):
            row |= {f"gpu{index}_{name}": value for name, value in self._measured(handle).items()}
        return row

    def _measured(self, handle: c_void_p) -> Row:
        library, row = self._library, Row()
        utilization, memory, number = _Utilization(), _Memory(), c_uint()
        if not library.nvmlDeviceGetUtilizationRates(handle, byref(utilization)):
            row["utilization_percent"] = utilization.gpu
        if not library.nvmlDeviceGetMemoryInfo(handle, byref(memory)):
            row["memory_bytes"] = memory.used
        if not library.nvmlDeviceGetPowerUsage(handle, byref(number)):
            row["power_watts"] = number.value / 1000
        if not library.nvmlDeviceGetTemperature(handle, c_uint(_CELSIUS_SENSOR), byref(number)):
            row["temperature_celsius"] = number.value
        return row
