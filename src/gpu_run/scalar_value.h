#pragma once

#include <string>
#include <string_view>

#include "bundle/manifest.h"

namespace warploom::gpu_run {

// The float in these bytes, exactly; integers are converted.
double FloatOf(bundle::ScalarType type, std::string_view bytes);

// For people: "0.25", "-7", "true", "nan".
std::string TextOf(bundle::ScalarType type, std::string_view bytes);

}  // namespace warploom::gpu_run
