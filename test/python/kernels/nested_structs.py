import warp as wp


@wp.struct
class Inner:
    position: wp.vec3
    flag: bool


@wp.struct
class Outer:
    inner: Inner
    weights: wp.array(dtype=float)
    parts: wp.array(dtype=Inner)


@wp.func
def weight(o: Outer, i: int):
    return o.weights[i] * o.inner.position[0]


@wp.kernel
def nested_structs(o: Outer, items: wp.array(dtype=Inner), out: wp.array(dtype=float)):
    i = wp.tid()
    item = items[i]
    made = Inner()
    made.position = item.position + o.parts[i].position
    if item.flag:
        out[i] = weight(o, i) + wp.length(made.position)
    items[i].position = wp.vec3(1.0, 2.0, 3.0)
    items[i].position[1] += 2.0
