#include "oracle/machine_trouble.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace warploom::oracle {
namespace {

using ::testing::HasSubstr;

TEST(MachineTroubleTest, KnowsTheWordsOfAMachine) {
  for (const char* words :
       {"OSError: [Errno 28] No space left on device", "LLVM ERROR: out of memory",
        "fatal error: error in backend: IO failure on output stream: File too large",
        "MemoryError: ", "[Errno 5] Input/output error", "NVRTC_ERROR_OUT_OF_MEMORY"}) {
    EXPECT_TRUE(SpeaksOfMachine(words)) << words;
  }
}

// A kernel can die in these ways, so they alone do not stop a run.
TEST(MachineTroubleTest, LeavesToTheProbeWhatAKernelCouldCause) {
  for (const char* words :
       {"the worker died (SIGSEGV) while building this kernel", "died (SIGBUS)",
        "cpu: error: no matching function for call to 'add'", "TIMEOUT on cpu: died (SIGXCPU)",
        "TypeError: cannot convert float to int"}) {
    EXPECT_FALSE(SpeaksOfMachine(words)) << words;
  }
}

TEST(MachineTroubleTest, TellsCauseAndPlaceAndWhatTheWorkerSaid) {
  const std::string text = DescribeTrouble("error: No space left on device");
  EXPECT_THAT(text, HasSubstr("the temporary disk is full: TMPDIR="));
  EXPECT_THAT(text, HasSubstr("(a worker said: error: No space left on device)"));
}

}  // namespace
}  // namespace warploom::oracle
