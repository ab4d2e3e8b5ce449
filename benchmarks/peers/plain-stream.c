// The plain C peer of networks that run step by step: input-major weights, everything a step needs in one function, what is remembered in
// static memory. One library per network, chosen by -DNETWORK_name; all sizes are constants.
//
// gru16: GRU 1→16 - dense 1. lstm16: LSTM 1→16 - dense 1. rtn: dense 1→8 tanh - causal convolution 4, kernel 3, dilation 2, tanh - GRU 8 -
// dense 1. Gates lie beside each other, so that a value times its row of weights goes to all of them at once.
#include <math.h>
#include <string.h>

#if defined(NETWORK_gru16)
enum { FEATURES = 1, UNITS = 16, GATES = 3, FRONT = 0 };
#elif defined(NETWORK_lstm16)
enum { FEATURES = 1, UNITS = 16, GATES = 4, FRONT = 0 };
#elif defined(NETWORK_rtn)
enum { FEATURES = 4, UNITS = 8, GATES = 3, FRONT = 1 };
#endif
enum { ROWS = 32, WIDE = 8, KERNEL = 3, DILATION = 2, PAST = (KERNEL - 1) * DILATION };

#define ALIGNED __attribute__((aligned(64)))
#define INLINE static inline __attribute__((always_inline))
#define NOINLINE __attribute__((noinline))

static float front_w[WIDE] ALIGNED, front_b[WIDE] ALIGNED, conv_w[KERNEL * WIDE * FEATURES] ALIGNED, conv_b[FEATURES] ALIGNED;
static float wx[FEATURES * GATES * UNITS] ALIGNED, wh[UNITS * GATES * UNITS] ALIGNED, bx[GATES * UNITS] ALIGNED, bh[GATES * UNITS] ALIGNED;
static float out_w[UNITS] ALIGNED, out_b;
static float h[UNITS] ALIGNED, c[UNITS] ALIGNED, past[PAST][WIDE] ALIGNED;

static float *take(float *flat, float *to, int count)
{
    for (int i = 0; i < count; i++) to[i] = *flat++;
    return flat;
}

static float *take_turned(float *flat, float *to, int in, int out)
{
    for (int o = 0; o < out; o++)
        for (int i = 0; i < in; i++) to[i * out + o] = *flat++;
    return flat;
}

void load(const float *parameters)
{
    float *flat = (float *)parameters;
    if (FRONT) {
        flat = take(flat, front_w, WIDE);
        flat = take(flat, front_b, WIDE);
        for (int o = 0; o < FEATURES; o++)
            for (int i = 0; i < WIDE; i++)
                for (int t = 0; t < KERNEL; t++) conv_w[(t * WIDE + i) * FEATURES + o] = *flat++;
        flat = take(flat, conv_b, FEATURES);
    }
    flat = take_turned(flat, wx, FEATURES, GATES * UNITS);
    flat = take_turned(flat, wh, UNITS, GATES * UNITS);
    flat = take(flat, bx, GATES * UNITS);
    flat = take(flat, bh, GATES * UNITS);
    flat = take(flat, out_w, UNITS);
    out_b = *flat;
}

INLINE float sigmoid(float x) { return 1 / (1 + expf(-x)); }

NOINLINE void forward(const float *restrict x, float *restrict y)
{
    float features[FEATURES];
    if (FRONT) {
        float now[WIDE], sum[FEATURES];
        for (int o = 0; o < WIDE; o++) now[o] = tanhf(front_b[o] + x[0] * front_w[o]);
        for (int o = 0; o < FEATURES; o++) sum[o] = conv_b[o];
        for (int i = 0; i < WIDE; i++)
            for (int o = 0; o < FEATURES; o++)
                sum[o] += past[0][i] * conv_w[i * FEATURES + o] + past[DILATION][i] * conv_w[(WIDE + i) * FEATURES + o] + now[i] * conv_w[(2 * WIDE + i) * FEATURES + o];
        for (int o = 0; o < FEATURES; o++) features[o] = tanhf(sum[o]);
        for (int t = 0; t + 1 < PAST; t++)
            for (int i = 0; i < WIDE; i++) past[t][i] = past[t + 1][i];
        for (int i = 0; i < WIDE; i++) past[PAST - 1][i] = now[i];
    } else {
        features[0] = x[0];
    }

    float gx[GATES * UNITS] ALIGNED, gh[GATES * UNITS] ALIGNED;
    for (int o = 0; o < GATES * UNITS; o++) gx[o] = bx[o];
    for (int o = 0; o < GATES * UNITS; o++) gh[o] = bh[o];
    for (int i = 0; i < FEATURES; i++)
        for (int o = 0; o < GATES * UNITS; o++) gx[o] += features[i] * wx[i * GATES * UNITS + o];
    for (int i = 0; i < UNITS; i++)
        for (int o = 0; o < GATES * UNITS; o++) gh[o] += h[i] * wh[i * GATES * UNITS + o];
    for (int o = 0; o < UNITS; o++) {
        if (GATES == 3) {
            const float r = sigmoid(gx[o] + gh[o]), z = sigmoid(gx[UNITS + o] + gh[UNITS + o]);
            const float n = tanhf(gx[2 * UNITS + o] + r * gh[2 * UNITS + o]);
            h[o] = n + z * (h[o] - n);
        } else {
            const float in = sigmoid(gx[o] + gh[o]), forget = sigmoid(gx[UNITS + o] + gh[UNITS + o]);
            const float cell = tanhf(gx[2 * UNITS + o] + gh[2 * UNITS + o]), out = sigmoid(gx[3 * UNITS + o] + gh[3 * UNITS + o]);
            c[o] = forget * c[o] + in * cell;
            h[o] = out * tanhf(c[o]);
        }
    }
    float sum = out_b;
    for (int o = 0; o < UNITS; o++) sum += out_w[o] * h[o];
    y[0] = sum;
}

static void forget(void)
{
    memset(h, 0, sizeof h);
    memset(c, 0, sizeof c);
    memset(past, 0, sizeof past);
}

// All rows as one stream from its beginning; what comes then is a new stream.
NOINLINE void forward_batch(const float *restrict x, float *restrict y)
{
    forget();
    for (int row = 0; row < ROWS; row++) forward(x + row, y + row);
    forget();
}

void repeat_inf1(const float *x, float *y, long long count)
{
    for (long long i = 0; i < count; i++) forward(x + i % ROWS, y);
}

void repeat_lat1(float *x, float *y, long long count)
{
    for (long long i = 0; i < count; i++) {
        forward(x, y);
        x[0] = y[0];
    }
}
