import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Pages are loaded when they are first opened; the first one takes longer than the usual second.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);
