#pragma once

#include "dataset/chunk.h"
#include "dataset/request.h"
#include "dataset/sample.h"
#include "lang/builtin_table.h"
#include "oracle/protocol.h"
#include "pipeline/draw_stream.h"

namespace warploom::pipeline {

// A kernel until Warp's verdict on it.
struct Draft {
  dataset::Sample sample;  // Without what comes from Warp: `target` and the IR are still "".
};

Draft MakeDraft(const Drawn& drawn, const dataset::Request& request,
                const lang::BuiltinTable& builtins);

// What a worker gets to build the sample: with the launch plan and the reference where the request
// asks for a run.
oracle::KernelSource SourceOf(const Drawn& drawn, const Draft& draft,
                              const dataset::Request& request, const lang::BuiltinTable& builtins);

// Puts the kernel into the chunk: one sample per target and what a run proved, or a reject.
void AddVerdict(Draft draft, oracle::Verdict verdict, const dataset::Request& request,
                dataset::Chunk& chunk);

}  // namespace warploom::pipeline
