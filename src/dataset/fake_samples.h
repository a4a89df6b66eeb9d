#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dataset/chunk.h"
#include "dataset/request.h"

// Made-up kernels for tests.
namespace warploom::dataset {

Request FakeRequest(uint64_t count);

// Every fifth draw is refused; the others are accepted, for all targets of the request.
Chunk FakeChunk(uint64_t number, const Request& request);

// How many of these chunks the request needs.
uint64_t FakeChunksNeeded(const Request& request);

}  // namespace warploom::dataset
