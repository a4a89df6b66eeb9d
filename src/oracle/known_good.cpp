#include "oracle/known_good.h"

namespace warploom::oracle {

const KernelSource& KnownGoodKernel() {
  static const KernelSource kernel{
      .name = "known_good",
      .source = R"(import warp as wp


@wp.kernel
def known_good(x: wp.array(dtype=float), out: wp.array(dtype=float)):
    i = wp.tid()
    out[i] = x[i] * 2.0
)",
      .launch =
          R"({"dims": [64], "args": [{"name": "x", "type": "array1<float32>", "shape": [64], )"
          R"("fill": "uniform", "range": [-2.0, 2.0], "is_output": false}, {"name": "out", )"
          R"("type": "array1<float32>", "shape": [64], "fill": "zero", "range": [0.0, 0.0], )"
          R"("is_output": true}]})"};
  return kernel;
}

}  // namespace warploom::oracle
