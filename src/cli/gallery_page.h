#pragma once

#include <string>
#include <vector>

#include "dataset/request.h"
#include "dataset/sample.h"

namespace warploom::cli {

// Every page begins so; what does not is no page of ours and is never written over.
inline constexpr const char* kGalleryMark = "<!doctype html>\n<!-- warploom gallery -->\n";

// A page of kernels beside what Warp makes of them, whole in itself: no file and no network is
// needed to read it. `kernels` has one sample per target for each.
std::string GalleryPage(const dataset::Request& request,
                        const std::vector<std::vector<dataset::Sample>>& kernels);

}  // namespace warploom::cli
