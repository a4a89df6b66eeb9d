#pragma once

#include "dataset/chunk.h"
#include "dataset/request.h"
#include "dataset/sample.h"
#include "lang/builtin_table.h"
#include "oracle/protocol.h"
#include "pipeline/draw_stream.h"

namespace warploom::pipeline {

// A sample without what comes from Warp: `target` and the IR are still "".
dataset::Sample DraftSample(const Drawn& drawn, const dataset::Request& request,
                            const lang::BuiltinTable& builtins);

// What a worker gets to build the sample: with the launch plan and the reference where the request asks
// for a run. A kernel without a reference has "" for it, and its sample does not say "run-reference".
oracle::KernelSource SourceOf(const Drawn& drawn, dataset::Sample& draft,
                              const dataset::Request& request, const lang::BuiltinTable& builtins);

// Puts the kernel into the chunk: one sample per target, or a reject.
void AddVerdict(dataset::Sample draft, oracle::Verdict verdict, dataset::Chunk& chunk);

}  // namespace warploom::pipeline
