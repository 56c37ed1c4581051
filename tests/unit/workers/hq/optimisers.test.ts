/** The optimisers on functions whose minimum is known. */

import { describe, expect, it } from 'vitest';
import { Adam } from '../../../../src/workers/hq/optimiser/adam';
import { Lbfgs } from '../../../../src/workers/hq/optimiser/lbfgs';
import type { Evaluate } from '../../../../src/workers/hq/loss/losses';
import { maxError } from '../../../support/networks/golden-tensors';

/** A function as the optimisers see one; counts its evaluations. */
function objective(value: (x: Float32Array) => number, slope: (x: Float32Array) => number[]) {
  const count = { evaluations: 0 };
  const evaluate: Evaluate = (x) => {
    count.evaluations++;
    const total = value(x);
    return Promise.resolve({
      losses: { total, content: 0, style: 0, tv: 0, pixel: 0 },
      gradient: Float32Array.from(slope(x)),
    });
  };
  return { evaluate, count };
}

const at = (x: Float32Array, i: number): number => Number(x[i]);

const rosenbrock = () =>
  objective(
    (x) => (1 - at(x, 0)) ** 2 + 100 * (at(x, 1) - at(x, 0) ** 2) ** 2,
    (x) => [
      -2 * (1 - at(x, 0)) - 400 * at(x, 0) * (at(x, 1) - at(x, 0) ** 2),
      200 * (at(x, 1) - at(x, 0) ** 2),
    ],
  );

/** ½Σ kᵢ(xᵢ − i)², k from 1 to 1000: badly conditioned. */
const stiffness = [1, 10, 100, 1000];
const quadratic = () =>
  objective(
    (x) => stiffness.reduce((sum, k, i) => sum + 0.5 * k * (at(x, i) - i) ** 2, 0),
    (x) => stiffness.map((k, i) => k * (at(x, i) - i)),
  );

describe('L-BFGS', () => {
  it('finds the minimum of Rosenbrock’s valley', async () => {
    const { evaluate, count } = rosenbrock();
    const optimiser = new Lbfgs(Float32Array.of(-1.2, 1));
    for (let i = 0; i < 60; i++) await optimiser.step(evaluate);
    expect(maxError(optimiser.result, [1, 1])).toBeLessThan(2e-3);
    expect(count.evaluations).toBeLessThan(400);
  });

  it('finds the minimum of a stiff quadratic in a few steps, never going up', async () => {
    const { evaluate, count } = quadratic();
    const optimiser = new Lbfgs(new Float32Array(4));
    const totals: number[] = [];
    for (let i = 0; i < 25; i++) totals.push((await optimiser.step(evaluate)).losses.total);
    expect(maxError(optimiser.result, [0, 1, 2, 3])).toBeLessThan(1e-3);
    expect(totals).toEqual([...totals].sort((a, b) => b - a));
    expect(count.evaluations).toBeLessThan(250);
  });

  it('stays where there is no slope', async () => {
    const { evaluate } = quadratic();
    const optimiser = new Lbfgs(Float32Array.of(0, 1, 2, 3));
    await optimiser.step(evaluate);
    expect([...optimiser.result]).toEqual([0, 1, 2, 3]);
  });

  it('survives a function that is not a number in places', async () => {
    const { evaluate } = objective(
      (x) => (at(x, 0) > 2 ? NaN : (at(x, 0) - 1.5) ** 2),
      (x) => [2 * (at(x, 0) - 1.5)],
    );
    const optimiser = new Lbfgs(Float32Array.of(-40), { firstStep: 100 });
    for (let i = 0; i < 30; i++) await optimiser.step(evaluate);
    expect(at(optimiser.result, 0)).toBeCloseTo(1.5, 3);
  });
});

describe('Adam', () => {
  it('takes PyTorch’s first step: the step size along the gradient’s sign', async () => {
    const { evaluate } = quadratic();
    const optimiser = new Adam(new Float32Array(4), { stepSize: 0.1, averaging: 0 });
    await optimiser.step(evaluate);
    expect(maxError(optimiser.result, [0, 0.1, 0.1, 0.1])).toBeLessThan(1e-6);
  });

  it('finds the minimum of a stiff quadratic', async () => {
    const { evaluate } = quadratic();
    const optimiser = new Adam(new Float32Array(4), { stepSize: 0.1, averaging: 0.9 });
    for (let i = 0; i < 600; i++) await optimiser.step(evaluate);
    expect(maxError(optimiser.result, [0, 1, 2, 3])).toBeLessThan(0.01);
  });

  it('takes shorter steps towards the end, the last a tenth of the first', async () => {
    const slope = objective(
      (x) => at(x, 0),
      () => [1],
    );
    const optimiser = new Adam(new Float32Array(1), { stepSize: 0.1, steps: 50, averaging: 0 });
    const lengths: number[] = [];
    for (let i = 0; i < 50; i++) {
      const before = at(optimiser.result, 0);
      await optimiser.step(slope.evaluate);
      lengths.push(before - at(optimiser.result, 0));
    }
    expect(lengths[0]).toBeCloseTo(0.1, 4);
    expect(lengths[25]).toBeCloseTo(0.055, 3);
    expect(lengths[49]).toBeCloseTo(0.01, 3);
  });

  it('averages the iterates without bias', async () => {
    const steady = objective(
      () => 0,
      () => [0],
    );
    const optimiser = new Adam(Float32Array.of(0.25), { stepSize: 0.1, averaging: 0.99 });
    await optimiser.step(steady.evaluate);
    await optimiser.step(steady.evaluate);
    expect(at(optimiser.result, 0)).toBeCloseTo(0.25, 6);
  });

  it('keeps within its limits', async () => {
    const { evaluate } = quadratic();
    const optimiser = new Adam(new Float32Array(4), { stepSize: 0.5, averaging: 0, limits: [0, 1] });
    for (let i = 0; i < 50; i++) await optimiser.step(evaluate);
    expect(Math.max(...optimiser.result)).toBe(1);
  });

  it('goes on from a saved state as if it had not stopped', async () => {
    const { evaluate } = quadratic();
    const options = { stepSize: 0.1, averaging: 0.9 };
    const whole = new Adam(new Float32Array(4), options);
    for (let i = 0; i < 20; i++) await whole.step(evaluate);
    const first = new Adam(new Float32Array(4), options);
    for (let i = 0; i < 10; i++) await first.step(evaluate);
    const second = new Adam(new Float32Array(4), options, structuredClone(first.exportState()));
    for (let i = 0; i < 10; i++) await second.step(evaluate);
    expect([...second.result]).toEqual([...whole.result]);
    expect(() => new Lbfgs(new Float32Array(4), {}, first.exportState())).toThrow('another optimisation');
  });
});
