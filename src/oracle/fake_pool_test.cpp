#include "oracle/fake_pool.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace warploom::oracle {
namespace {

std::vector<uint64_t> Tickets(FakePool& pool) {
  for (uint64_t ticket = 0; ticket < 8; ++ticket) {
    pool.Submit({.ticket = ticket, .kernels = {{"k", "source"}}});
  }
  std::vector<uint64_t> tickets;
  while (pool.in_flight() > 0) {
    tickets.push_back(pool.Next(0).value()->ticket);
  }
  return tickets;
}

TEST(FakePoolTest, KeepsOrShufflesTheOrder) {
  FakePool ordered, shuffled({.shuffle_seed = 3});
  const std::vector<uint64_t> in_order = Tickets(ordered);
  std::vector<uint64_t> mixed = Tickets(shuffled);
  EXPECT_TRUE(std::is_sorted(in_order.begin(), in_order.end()));
  EXPECT_NE(mixed, in_order);
  std::sort(mixed.begin(), mixed.end());
  EXPECT_EQ(mixed, in_order);
  EXPECT_EQ(ordered.Next(0).value(), nullptr);
}

TEST(FakePoolTest, AnswersByNameAndSource) {
  const FakePool pool({.build = {.targets = {"cpu", "cuda"}, .include = {"ptx"}, .compile = true},
                       .refuse_marker = "bad"});
  const Verdict verdict = pool.VerdictOn({"k", "fine"});
  ASSERT_TRUE(verdict.ok);
  ASSERT_EQ(verdict.ir.size(), 2U);
  EXPECT_EQ(verdict.ir[1].target, "cuda");
  EXPECT_EQ(verdict.ir[0].ptx, "");
  EXPECT_NE(verdict.ir[1].ptx, "");
  EXPECT_NE(verdict.ir[0].forward, pool.VerdictOn({"k", "other"}).ir[0].forward);
  EXPECT_NE(verdict.ir[0].forward, pool.VerdictOn({"l", "fine"}).ir[0].forward);
  EXPECT_EQ(pool.VerdictOn({"k", "bad"}).stage, "codegen");
}

TEST(FakePoolTest, FailsWhenAsked) {
  FakePool pool({.fail_after_batches = 1});
  pool.Submit({.ticket = 1, .kernels = {}});
  pool.Submit({.ticket = 2, .kernels = {}});
  EXPECT_TRUE(pool.Next(0));
  EXPECT_EQ(pool.Next(0).error().kind, ErrorKind::kInterrupted);
}

}  // namespace
}  // namespace warploom::oracle
