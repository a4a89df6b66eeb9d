#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "oracle/pool.h"
#include "oracle/python_finder.h"

namespace warploom::oracle {
namespace {

using ::testing::HasSubstr;

// The pool with the real worker and the real Warp, found as the program finds them.
TEST(RealWorkerTest, BuildsRefusesAndSurvivesACrash) {
  const Result<PythonCommand> python = FindPython(RealFileSystem(), PythonSearch::FromProcess(""));
  ASSERT_TRUE(python) << python.error().message;
  PoolOptions options;
  python->ApplyTo(options);
  options.build = {.targets = {"cpu", "cuda"}, .include = {}, .compile = false};
  auto pool = StartPool(options);
  if (!pool && pool.error().kind == ErrorKind::kEnvironment) {
    GTEST_SKIP() << pool.error().message;
  }
  ASSERT_TRUE(pool) << pool.error().message;
  const std::string head =
      "import warp as wp\n\n\n@wp.kernel\ndef twice(a: wp.array(dtype=float)):\n";
  const std::string good = head + "    i = wp.tid()\n    a[i] = a[i] * 2.0\n";
  const std::string bad = head + "    i = wp.tid()\n    a[i] = wp.no_such_function(i)\n";
  const std::string fatal = "import os\n\nos.abort()\n" + good;
  (*pool)->Submit(
      {.ticket = 4,
       .kernels = {{"twice", good}, {"twice", bad}, {"twice", fatal}, {"twice", good}}});
  const auto done = (*pool)->Next(120);
  ASSERT_TRUE(done && *done != nullptr);
  const std::vector<Verdict>& verdicts = (*done)->verdicts;
  ASSERT_EQ(verdicts.size(), 4U);
  ASSERT_TRUE(verdicts[0].ok) << verdicts[0].reason;
  EXPECT_THAT(verdicts[0].ir[0].forward, HasSubstr("twice_cpu_kernel_forward"));
  EXPECT_THAT(verdicts[0].ir[1].forward, HasSubstr("twice_cuda_kernel_forward"));
  EXPECT_EQ(verdicts[1].stage, "codegen");
  EXPECT_EQ(verdicts[2].stage, "crash");
  EXPECT_EQ(verdicts[2].reason, "the worker died (SIGABRT) while building this kernel");
  EXPECT_EQ(verdicts[3].ir[0].forward, verdicts[0].ir[0].forward);
}

}  // namespace
}  // namespace warploom::oracle
