#pragma once

#include <string>
#include <vector>

#include "dataset/request.h"
#include "dataset/sample.h"

namespace warploom::cli {

// Every page begins with this; a file that does not is never overwritten.
inline constexpr const char* kGalleryMark = "<!doctype html>\n<!-- warploom gallery -->\n";

// An HTML page of kernels and the code that Warp generates for them. It is self-contained: it needs
// no other file and no network. Each element of `kernels` has one sample per target.
std::string GalleryPage(const dataset::Request& request,
                        const std::vector<std::vector<dataset::Sample>>& kernels);

}  // namespace warploom::cli
